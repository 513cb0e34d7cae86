import { beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { openAccounts } from "./accounts";
import { findAllPosted, findKeysOf, findMoves, findPostedOn } from "./keys";
import { post } from "./post";
import { holdTransaction, postTransaction, reverseTransaction } from "./verbs";

const OWED = "keys:owed";
const ids: Record<string, string> = {};

const lines = (amount: string) => [
  { account: "cash", side: "debit" as const, amount },
  { account: OWED, side: "credit" as const, amount },
];
const request = (key: string, on: string) => ({
  key,
  eventType: "test",
  mode: "record" as const,
  effectiveOn: on,
  lines: lines("10.00"),
});

beforeAll(async () => {
  await inTransaction((tx) =>
    openAccounts(tx, [
      { code: OWED, name: "Owed", normalSide: "credit", minAvailable: null, category: "liabilities" },
    ]),
  );
  const posted = await inTransaction((tx) => postTransaction(tx, request("run:2026-01-02:1", "2026-01-02")));
  const second = await inTransaction((tx) => postTransaction(tx, request("run:2026-01-02:2", "2026-01-02")));
  const held = await inTransaction((tx) => holdTransaction(tx, request("hold:1", "2026-01-03")));
  await inTransaction((tx) =>
    reverseTransaction(tx, {
      key: "back:1",
      transactionId: posted.transactionId,
      effectiveOn: "2026-01-04",
    }),
  );
  const [refused] = await inTransaction((tx) =>
    post(tx, [
      {
        ...request("refused:1", "2026-01-05"),
        kind: "post",
        mode: "authorize",
        lines: lines("1000.00").map((line) => ({
          ...line,
          side: line.side === "debit" ? ("credit" as const) : ("debit" as const),
        })),
      },
    ]),
  );
  expect(refused!.status).toBe("refused");
  Object.assign(ids, {
    posted: posted.transactionId,
    second: second.transactionId,
    held: held.transactionId,
  });
});

test("what was posted under a key is found; a refused or unused key has nothing", async () => {
  const keys = ["run:2026-01-02:1", "hold:1", "refused:1", "never used"];
  const found = await findAllPosted(db, keys);
  expect(keys.map((key) => found.get(key)?.transactionId.toString())).toEqual([
    ...[ids.posted, ids.held],
    ...[undefined, undefined],
  ]);
});

test("many keys are asked for at once, with their dates and whether they were reversed", async () => {
  const found = await findAllPosted(db, ["run:2026-01-02:2", "refused:1", "run:2026-01-02:1", "never used"]);
  expect([...found.values()]).toEqual([
    {
      key: "run:2026-01-02:1",
      transactionId: BigInt(ids.posted!),
      effectiveOn: "2026-01-02",
      isReversed: true,
    },
    {
      key: "run:2026-01-02:2",
      transactionId: BigInt(ids.second!),
      effectiveOn: "2026-01-02",
      isReversed: false,
    },
  ]);
  expect((await findAllPosted(db, [])).size).toBe(0);
});

test("transactions name the keys under which they were posted", async () => {
  const found = await findKeysOf(db, [BigInt(ids.held!), 999_999_999n]);
  expect([...found.keys()]).toEqual(["hold:1"]);
  expect(found.get("hold:1")).toMatchObject({ transactionId: BigInt(ids.held!), effectiveOn: "2026-01-03" });
});

test("a literal beginning finds the keys of one date, in the order of posting", async () => {
  const on = async (prefix: string, date: string) => [
    ...(await findPostedOn(db, { prefix, on: date })).keys(),
  ];
  expect(await on("run:2026-01-02:", "2026-01-02")).toEqual(["run:2026-01-02:1", "run:2026-01-02:2"]);
  expect(await on("run:", "2026-01-03")).toEqual([]);
  expect(await on("r_n:%", "2026-01-02"), "neither sign is a wildcard").toEqual([]);
});

test("each key shows what it moved on an account, in the order asked for", async () => {
  const of = [
    { key: "back:1", code: "cash" },
    { key: "run:2026-01-02:1", code: OWED },
    { key: "never used", code: OWED },
    { key: "hold:1", code: OWED }, // only reserved
    { key: "refused:1", code: OWED },
    { key: "run:2026-01-02:2", code: "revenue:fees" }, // not touched
    { key: "run:2026-01-02:2", code: "no:such" },
    { key: "run:2026-01-02:1", code: "cash" },
  ];
  const moves = await findMoves(db, of);
  expect(moves.map(({ key, code, moved }) => [key, code, moved])).toEqual([
    ["back:1", "cash", "-10.00"],
    ["run:2026-01-02:1", OWED, "10.00"],
    ["hold:1", OWED, "0.00"],
    ["run:2026-01-02:2", "revenue:fees", "0.00"],
    ["run:2026-01-02:2", "no:such", "0.00"],
    ["run:2026-01-02:1", "cash", "10.00"],
  ]);
  expect(moves[1]).toMatchObject({ effectiveOn: "2026-01-02", isReversed: true });
  expect(await findMoves(db, [])).toEqual([]);
});
