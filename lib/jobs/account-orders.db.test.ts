// What an administrator may order of a ledger account: freeze it, watch it, have a statement of it.
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "@/lib/audit/queries";
import { inTransaction } from "@/lib/db";
import { isFrozen } from "@/lib/ledger/account-terms";
import { openAccounts } from "@/lib/ledger/accounts";
import { listMonitors } from "@/lib/ledger/monitors";
import { readStatement } from "@/lib/ledger/statements";
import { move, open, posted, postOne, request } from "@/test/ledger-books";
import { newAdmin } from "@/test/people";
import { freezeAccount } from "./freeze-account";
import { makeStatement } from "./make-statement";
import { unwatchBalance, watchBalance } from "./watch-balance";

const ACCOUNT = "owed:orders";
let userId: string;

beforeAll(async () => {
  ({ userId } = await newAdmin());
  await open(ACCOUNT);
  await inTransaction((tx) =>
    openAccounts(tx, [{ code: "yen", name: "Yen", normalSide: "debit", currency: "JPY" }]),
  );
});

const traces = async () =>
  (await auditList.page({ subjectId: ACCOUNT })).rows.map(({ action, detail, actorUserId }) => ({
    action,
    detail,
    actorUserId,
  }));

describe("freezing", () => {
  const freeze = (frozen: boolean, account = ACCOUNT) =>
    freezeAccount({ userId, account, frozen, reason: "Fraud is suspected." });

  it("stops our own postings until the account is freed, and says who did it and why", async () => {
    await freeze(true);
    expect(await isFrozen(ACCOUNT)).toBe(true);
    expect(await postOne(request("frozen", move("1.00", ACCOUNT, "cash")))).toMatchObject({
      reason: "frozen",
    });
    await freeze(false);
    expect(await postOne(request("freed", move("1.00", ACCOUNT, "cash")))).toMatchObject({
      status: "posted",
    });
    expect((await traces()).slice(0, 2)).toEqual([
      { action: "ledger-account.unfreeze", detail: { reason: "Fraud is suspected." }, actorUserId: userId },
      { action: "ledger-account.freeze", detail: { reason: "Fraud is suspected." }, actorUserId: userId },
    ]);
  });

  it("refuses what is so already, and an unknown account", async () => {
    await expect(freeze(false)).rejects.toMatchObject({ code: "wrong-state" });
    await freeze(true);
    await expect(freeze(true)).rejects.toMatchObject({ code: "wrong-state" });
    await freeze(false);
    await expect(freeze(true, "no:such")).rejects.toMatchObject({ code: "not-found" });
    expect(await isFrozen("no:such")).toBe(false);
  });
});

describe("watching", () => {
  const watch = (amount: string, account = ACCOUNT) =>
    watchBalance({ userId, account, name: "Low", balance: "available", op: "lt", amount });

  it("sets a monitor and takes it away, with a trace of both", async () => {
    const monitorId = await watch("1000");
    expect(await listMonitors(ACCOUNT)).toMatchObject([{ id: monitorId, name: "Low", amount: "1000.00" }]);
    await unwatchBalance({ userId, monitorId });
    expect(await listMonitors(ACCOUNT)).toEqual([]);
    expect((await traces()).slice(0, 2).map(({ action }) => action)).toEqual([
      "ledger-account.remove-monitor",
      "ledger-account.set-monitor",
    ]);
    await expect(unwatchBalance({ userId, monitorId })).rejects.toMatchObject({ code: "not-found" });
  });

  it("refuses an unknown account and an amount that its currency does not have", async () => {
    await expect(watch("1.00", "no:such")).rejects.toMatchObject({ code: "not-found" });
    for (const [amount, account] of [
      ["1.001", ACCOUNT],
      ["much", ACCOUNT],
      ["10000000000000000", ACCOUNT],
      ["1.5", "yen"],
    ])
      await expect(watch(amount!, account)).rejects.toMatchObject({ code: "invalid", field: "amount" });
  });
});

describe("a statement", () => {
  it("is made over days up to today, with a trace", async () => {
    await posted(request("stated", move("5.00", ACCOUNT, "cash"), { effectiveOn: "2026-01-03" }));
    const id = await makeStatement({ userId, account: ACCOUNT, from: "2026-01-02", to: "2026-01-05" });
    expect(await readStatement(id)).toMatchObject({ opening: "1.00", closing: "6.00", reproduced: true });
    expect((await traces())[0]).toMatchObject({
      action: "ledger-account.make-statement",
      detail: { statement: id },
    });
  });

  it.each([
    ["2026-01-05", "2026-01-04"],
    ["2026-01-05", "2026-01-06"], // tomorrow
  ])("from %s to %s is refused", async (from, to) => {
    await expect(makeStatement({ userId, account: ACCOUNT, from, to })).rejects.toMatchObject({
      code: "invalid",
      field: "to",
    });
  });

  it("of an unknown account is refused", async () => {
    const days = { from: "2026-01-02", to: "2026-01-03" };
    await expect(makeStatement({ userId, account: "no:such", ...days })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
