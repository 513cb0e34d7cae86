import { expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { accruedThrough, accrualsOf, interestByMonth, listAccruals, sumAccruals } from "./queries";
import { recordAccruals, type NewAccrual } from "./record-accruals";
import { undoAccruals } from "./undo-accruals";

type Interest = Omit<NewAccrual, "transactionId" | "businessDate">;
const loan = (id: string, period: number, amount: string): Interest => ({
  type: "loan",
  id,
  period,
  amount,
});
const record = (interest: Interest[], transactionId: bigint, businessDate: string) =>
  inTransaction((tx) =>
    recordAccruals(
      tx,
      interest.map((each) => ({ ...each, transactionId, businessDate })),
    ),
  );

test("interest is listed by subject, in the order of its periods", async () => {
  await record([loan("l2", 1, "5.00"), loan("l1", 2, "0.10"), loan("l1", 1, "50.00")], 3n, "2026-02-01");
  await record([{ type: "investment", id: "l1", period: 1, amount: "40.00" }], 3n, "2026-02-01");
  const found = await listAccruals(db, "loan", ["l1", "l2", "l3"]);
  expect([...found.keys()]).toEqual(["l1", "l2"]);
  expect(found.get("l1")!.map(({ period, amount }) => [period, amount.toFixed(2)])).toEqual([
    [1, "50.00"],
    [2, "0.10"],
  ]);
  expect(found.get("l2")).toMatchObject([{ businessDate: "2026-02-01", transactionId: 3n }]);
  expect(await sumAccruals("loan", ["l1", "l2"])).toBe("55.10");
  expect(await sumAccruals("investment", ["l1"])).toBe("40.00");
  expect(await sumAccruals("investment", [])).toBe("0.00");
});

test("a period is charged once: the second charge rolls its transaction back", async () => {
  await record([loan("once", 1, "50.00")], 10n, "2026-02-01");
  await expect(
    record([loan("once", 2, "50.00"), loan("once", 1, "60.00")], 11n, "2026-03-01"),
  ).rejects.toThrow("1 of 2 interest periods were charged already");
  expect(await accrualsOf(db, { type: "loan", id: "once" })).toMatchObject([
    { period: 1, transactionId: 10n },
  ]);
  await record([], 12n, "2026-03-01");
});

test("what was undone is no longer listed, and its period may be charged again", async () => {
  const id = "undone";
  await record([loan(id, 1, "50.00")], 20n, "2026-02-01");
  await record([loan(id, 2, "25.00")], 21n, "2026-03-01");
  await inTransaction((tx) => undoAccruals(tx, [{ type: "loan", id, chargedBy: 21n, reversal: 22n }]));
  expect((await accrualsOf(db, { type: "loan", id })).map(({ period }) => period)).toEqual([1]);
  await record([loan(id, 2, "30.00")], 23n, "2026-03-05");
  expect(await sumAccruals("loan", [id])).toBe("80.00");
  await inTransaction((tx) => undoAccruals(tx, [{ type: "loan", id, reversal: 24n }]));
  expect(await accrualsOf(db, { type: "loan", id })).toEqual([]);
  const rows = await db.interestAccrual.findMany({ where: { subjectId: id }, orderBy: { period: "asc" } });
  expect(rows.map((row) => row.reversedTransactionId)).toEqual([24n, 24n]);
});

test("undoing again does not change which transaction undid it", async () => {
  await record([loan("twice", 1, "50.00")], 30n, "2026-02-01");
  await inTransaction((tx) => undoAccruals(tx, [{ type: "loan", id: "twice", reversal: 31n }]));
  await inTransaction((tx) => undoAccruals(tx, [{ type: "loan", id: "twice", reversal: 32n }]));
  const row = await db.interestAccrual.findFirstOrThrow({ where: { subjectId: "twice" } });
  expect(row.reversedTransactionId).toBe(31n);
});

test("a statement over many asks for the last period that is charged", async () => {
  await record([loan("through", 1, "1.00"), loan("through", 2, "1.00")], 40n, "2026-02-01");
  await inTransaction((tx) => undoAccruals(tx, [{ type: "loan", id: "through", reversal: 41n }]));
  await record([loan("through", 1, "1.00")], 42n, "2026-02-01");
  const rows = await db.$queryRaw`
    SELECT s.id, ${accruedThrough("loan", Prisma.sql`s.id`)} AS through
      FROM (VALUES ('through'), ('nothing')) AS s (id) ORDER BY s.id`;
  expect(rows).toEqual([
    { id: "nothing", through: 0 },
    { id: "through", through: 1 },
  ]);
});

test("by month, charged and credited apart, without what was undone", async () => {
  await record([loan("month", 1, "50.00"), loan("month", 2, "7.00")], 50n, "2031-02-28");
  await record([{ type: "investment", id: "month", period: 1, amount: "40.00" }], 51n, "2031-02-01");
  await record([loan("month", 3, "9.00")], 52n, "2031-03-01");
  await inTransaction((tx) =>
    undoAccruals(tx, [{ type: "loan", id: "month", chargedBy: 52n, reversal: 53n }]),
  );
  const months = await interestByMonth();
  expect(months.get("2031-02-01")).toEqual({ charged: "57.00", credited: "40.00" });
  expect(months.has("2031-03-01")).toBe(false);
});
