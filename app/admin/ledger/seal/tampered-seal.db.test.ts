// The verification that an administrator starts, on intact and on altered books.
import { beforeAll, expect, it, vi } from "vitest";
import { IDLE } from "@/lib/action-result";
import { sealHead } from "@/lib/ledger/seal";
import { connect, move, open, posted, request, sealAll } from "@/test/ledger-books";
import { newAdmin } from "@/test/people";
import { browseAs, form } from "@/test/request-context";
import { verifySealAction } from "./actions";

vi.mock("next/headers", () => import("@/test/request-context"));

let transaction: string;
beforeAll(async () => {
  await browseAs((await newAdmin()).userId);
  await open("owed:pressed");
  transaction = await posted(request("pressed", move("1.00", "owed:pressed", "cash")));
  await sealAll();
});

const press = (head = "") => verifySealAction(IDLE as never, form({ head }));

it("finds no changes in intact books and confirms the kept head hash", async () => {
  const { block, hash } = (await sealHead())!;
  expect(await press(`${block}:${hash.slice(0, 16)}`)).toMatchObject({
    status: "ok",
    data: { blocks: Number(block), faults: [], head: block },
  });
  expect(await press("12")).toMatchObject({ status: "invalid", fieldErrors: { head: [expect.any(String)] } });
});

it("names the transaction that was altered", async () => {
  const superuser = await connect();
  await superuser.query("SET session_replication_role = replica");
  await superuser.query("UPDATE ledger.entries SET amount = amount * 2 WHERE transaction_id = $1", [
    transaction,
  ]);
  await superuser.end();
  const { block } = (await sealHead())!;
  expect(await press()).toMatchObject({
    status: "ok",
    data: { faults: [`Transaction ${transaction}, sealed in block ${block}, was changed.`] },
  });
});
