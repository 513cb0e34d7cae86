import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/lib/db";
import { openAccounts } from "./accounts";
import { movementsBy, totalsByDay } from "./movements";
import { holdTransaction, postTransaction, settleHold } from "./verbs";

const OWED = ["moved:a:owed", "moved:b:owed"] as const;
const ids: Record<string, string> = {};
type Line = { account: string; side: "debit" | "credit"; amount: string; metadata?: Record<string, string> };

beforeAll(async () => {
  await inTransaction((tx) =>
    openAccounts(
      tx,
      OWED.map((code) => ({
        code,
        name: "Owed",
        normalSide: "credit" as const,
        minAvailable: null,
        category: "liabilities",
      })),
    ),
  );
  ids.first = await posted("moved:1", "2026-01-31", pair("100.00", OWED[0], { of: "x" }));
  ids.second = await posted("moved:2", "2026-01-31", [
    ...pair("20.00", OWED[1], { of: "y" }),
    ...pair("3.00", OWED[1], { of: "x" }),
  ]);
  ids.back = await posted("moved:3", "2026-02-01", pair("-40.00", OWED[0]));
  ids.hold = await inTransaction(
    async (tx) =>
      (await holdTransaction(tx, request("moved:4", "2026-02-02", pair("7.00", OWED[1])))).transactionId,
  );
  ids.settled = await inTransaction(
    async (tx) =>
      (await settleHold(tx, { key: "moved:5", holdId: ids.hold!, effectiveOn: "2026-03-15" })).transactionId,
  );
});

const GROUPS = { cash: { codes: ["cash"] }, a: { codes: [OWED[0]] }, all: { pattern: "moved:%:owed" } };

test("by day: only days with an entry, every group on each", async () => {
  expect(await movementsBy("day", GROUPS)).toEqual([
    { on: "2026-01-31", moved: { cash: "123.00", a: "100.00", all: "123.00" } },
    { on: "2026-02-01", moved: { cash: "-40.00", a: "-40.00", all: "-40.00" } },
    { on: "2026-03-15", moved: { cash: "7.00", a: "0.00", all: "7.00" } },
  ]);
});

test("by month, up to a day and with it", async () => {
  expect(await movementsBy("month", { all: { prefix: "moved:" } }, { until: "2026-02-01" })).toEqual([
    { on: "2026-01-01", moved: { all: "123.00" } },
    { on: "2026-02-01", moved: { all: "-40.00" } },
  ]);
  expect(await movementsBy("month", { none: { codes: [] } })).toEqual([]);
});

test("the transactions of one kind are added up by day, the newest first", async () => {
  const totals = (before?: string) =>
    totalsByDay(
      { eventType: "test", keyPrefix: "moved:", before, limit: 10 },
      { owed: { prefix: "moved:" }, cash: { codes: ["cash"] } },
      ["of"],
    );
  expect(
    (await totals()).map(({ on }) => on),
    "a hold is not posted",
  ).toEqual(["2026-02-01", "2026-01-31"]);
  const [january] = await totals("2026-02-01");
  expect(january).toEqual({
    on: "2026-01-31",
    transactionIds: [ids.first, ids.second],
    moved: { owed: "123.00", cash: "123.00" },
    counts: { of: 2 },
  });
});

/** Below zero: out of cash. */
function pair(amount: string, account: string, metadata?: Record<string, string>): Line[] {
  const [side, other] = amount.startsWith("-")
    ? (["credit", "debit"] as const)
    : (["debit", "credit"] as const);
  const plain = amount.replace("-", "");
  return [
    { account: "cash", side, amount: plain },
    { account, side: other, amount: plain, ...(metadata && { metadata }) },
  ];
}

function request(key: string, on: string, lines: Line[]) {
  return { key, eventType: "test", mode: "record" as const, effectiveOn: on, lines };
}

async function posted(key: string, on: string, lines: Line[]): Promise<string> {
  return inTransaction(async (tx) => (await postTransaction(tx, request(key, on, lines))).transactionId);
}
