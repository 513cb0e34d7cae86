// The administrator's overview looks at every active loan: loans that the verbs made, and copies of one by the thousand.
import pg from "pg";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { fromDbDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { asOwner } from "@/test/owner";
import { setBusinessDate } from "@/test/story";
import { loanBook } from "./admin-loans";
import { loadPositions } from "@/lib/lending/terms/loan-position";
import { repay } from "@/lib/lending/repayment/repay";
import { activeLoan, bankSays, newBorrower, useBureau } from "@/test/support/lending";

const START = "2026-01-01";
const COPIES = 17_000; // two values a loan are more than the 32,767 that a statement takes
const SLOW = 180_000;

let loanId: string;
beforeAll(useBureau);
beforeAll(async () => {
  ({ loanId } = await activeLoan(await newBorrower(), START));
});
afterEach(() => vi.restoreAllMocks());

/** In SQL without checks of foreign keys, which takes a second: loans whose schedule of two rows was replaced by one of three. */
async function copyLoan(copies: number): Promise<void> {
  const { applicationId, offerId } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  const copy = async (table: string, id: string, columns: Record<string, string>) => {
    const changed = Object.entries(columns).map(([column, value]) => `'${column}', ${value}`);
    await asOwner(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(${changed.join(", ")}))).*
         FROM ${table} t, generate_series(1, ${copies}) g WHERE t.id = '${id}'`,
    );
  };
  const number = (table: string) => `nextval(pg_get_serial_sequence('${table}', 'number'))`;
  await copy("loan_applications", applicationId, { id: "'app_' || g", number: number("loan_applications") });
  await copy("offers", offerId, { id: "'off_' || g", application_id: "'app_' || g" });
  const loan = { id: "'loan_' || g", number: number("loans"), schedule_version: "2" };
  await copy("loans", loanId, { ...loan, application_id: "'app_' || g", offer_id: "'off_' || g" });
  await asOwner(
    `
    INSERT INTO installments (loan_id, version, number, due_on, days, payment, principal, interest, balance)
    SELECT 'loan_' || g, v, i.number, i.due_on, i.days, i.payment, i.principal, i.interest, i.balance
      FROM installments i, generate_series(1, 2) v, generate_series(1, ${copies}) g
     WHERE i.loan_id = $1 AND i.number <= v + 1`,
    [loanId],
  );
  await asOwner(
    "INSERT INTO loan_standings (loan_id) SELECT id FROM loans WHERE id LIKE 'loan\\_%' ON CONFLICT DO NOTHING",
  );
  await asOwner("ANALYZE loans, installments");
}

test("schedules are read as they are in force, of loans that were remade and of those that were not", async () => {
  const eve = await newBorrower("Eve");
  const remade = await activeLoan(eve, START);
  await setBusinessDate("2026-01-15");
  const wish = { ...eve, loanId: remade.loanId, kind: "OTHER" as const, amount: "1500.00" };
  const { paymentOrderId } = await repay({ ...wish, idempotencyKey: crypto.randomUUID() });
  await bankSays(paymentOrderId, "COMPLETED", "2026-01-15");
  const positions = await loadPositions(db, [remade.loanId, loanId]);
  const versions = [];
  for (const [id, { loan, booked }] of positions) {
    versions.push(loan.scheduleVersion);
    const where = { loanId: id, version: loan.scheduleVersion };
    const stored = await db.installment.findMany({ where, orderBy: { number: "asc" } });
    expect(booked.rows.map((row) => ({ ...row, payment: row.payment.toFixed(2) }))).toMatchObject(
      stored.map(({ number, dueOn, days, payment }) => ({
        ...{ number, days, dueOn: fromDbDate(dueOn), payment: payment.toFixed(2) },
      })),
    );
    const amounts = booked.rows.map(({ principal, interest, balance }) =>
      [principal, interest, balance].map(String),
    );
    expect(amounts).toEqual(
      stored.map(({ principal, interest, balance }) => [principal, interest, balance].map(String)),
    );
  }
  expect(versions.sort()).toEqual([1, 2]);
});

test(
  "thousands of loans are read with a bounded number of values per statement",
  { timeout: SLOW },
  async () => {
    const before = await loanBook();
    await copyLoan(COPIES);
    const statements = vi.spyOn(pg.Client.prototype, "query");
    const book = await loanBook();
    const values = statements.mock.calls.map(
      ([query]) => (query as { values?: unknown[] }).values?.length ?? 0,
    );
    expect(Math.max(...values)).toBeLessThan(10_000);
    expect(book.buckets[0]).toEqual({ ...before.buckets[0], loans: before.buckets[0]!.loans + COPIES });
    const positions = await loadPositions(db, ["loan_1", `loan_${COPIES}`]);
    expect([...positions.values()].map(({ booked }) => booked.rows.map(({ number }) => number))).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  },
);
