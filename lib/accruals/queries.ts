// Interest that is charged or credited and was not undone. What was undone is history, which only the database keeps.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { d, toMoney, type Decimal } from "@/lib/money/money";
import { Prisma } from "@/prisma/generated/client";
import type { AccrualSubject } from "./subject";

/** Interest of one period. */
export type Accrual = {
  subjectId: string;
  /** The number of the loan's installment, or of the investment's month. */
  period: number;
  /** Dollars. */
  amount: Decimal;
  businessDate: IsoDate;
  /** In the ledger. */
  transactionId: bigint;
};

/**
 * The interest of loans, or of investments, in one statement: by subject, each in the order of its periods.
 *
 * @returns a subject without interest is absent
 *
 * @example (await listAccruals(tx, "loan", ["loan_1"])).get("loan_1")?.[0]?.amount.toFixed(2) // "50.00"
 */
export async function listAccruals(
  tx: Tx,
  type: AccrualSubject["type"],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Accrual[]>> {
  const rows = await tx.interestAccrual.findMany({
    where: { subjectType: type, subjectId: { in: [...ids] }, reversedTransactionId: null },
    orderBy: [{ subjectId: "asc" }, { period: "asc" }],
  });
  const bySubject = new Map<string, Accrual[]>();
  for (const { subjectId, period, amount, businessDate, transactionId } of rows) {
    const accrual = { subjectId, period, transactionId };
    const all = bySubject.get(subjectId) ?? [];
    all.push({ ...accrual, amount: d(amount), businessDate: fromDbDate(businessDate) });
    bySubject.set(subjectId, all);
  }
  return bySubject;
}

/** The same of one. Empty when nothing is charged. */
export async function accrualsOf(tx: Tx, { type, id }: AccrualSubject): Promise<Accrual[]> {
  return (await listAccruals(tx, type, [id])).get(id) ?? [];
}

/**
 * Dollars of interest of all these loans, or investments.
 *
 * @example await sumAccruals("investment", ["ivm_1"]) // "480.00"
 */
export async function sumAccruals(type: AccrualSubject["type"], ids: readonly string[]): Promise<string> {
  const { _sum } = await db.interestAccrual.aggregate({
    where: { subjectType: type, subjectId: { in: [...ids] }, reversedTransactionId: null },
    _sum: { amount: true },
  });
  return toMoney(d(_sum.amount ?? "0"));
}

/** Dollars of interest by the month of its business date: what borrowers were charged, and what investors were credited. */
export type MonthOfInterest = { charged: string; credited: string };

/**
 * @returns by the first day of the month; a month without interest is absent
 *
 * @example (await interestByMonth()).get("2026-02-01") // { charged: "50.00", credited: "40.00" }
 */
export async function interestByMonth(): Promise<ReadonlyMap<IsoDate, MonthOfInterest>> {
  const rows = await db.$queryRaw<({ month: Date } & MonthOfInterest)[]>`
    SELECT date_trunc('month', business_date::timestamp)::date AS month,
           coalesce(sum(amount) FILTER (WHERE subject_type = 'loan'), 0)::numeric(20, 2)::text AS charged,
           coalesce(sum(amount) FILTER (WHERE subject_type = 'investment'), 0)::numeric(20, 2)::text AS credited
      FROM interest_accruals WHERE reversed_transaction_id IS NULL GROUP BY 1`;
  return new Map(rows.map(({ month, ...interest }) => [fromDbDate(month), interest]));
}

/**
 * For a statement over many loans or investments: the last period that is charged, 0 before the first. Periods are charged in
 * order, so whatever looks for interest that is due starts after it.
 *
 * @param id the column that names the loan or the investment, such as Prisma.sql`l.id`
 *
 * @example Prisma.sql`JOIN installments i ON i.loan_id = l.id AND i.number > ${accruedThrough("loan", Prisma.sql`l.id`)}`
 */
export function accruedThrough(type: AccrualSubject["type"], id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT coalesce(max(a.period), 0) FROM interest_accruals a
     WHERE a.subject_type = ${type} AND a.subject_id = ${id} AND a.reversed_transaction_id IS NULL)`;
}

/**
 * For a statement over many loans or investments: whether a period is charged.
 *
 * @param id     the column that names the loan or the investment
 * @param period its number, as an expression
 *
 * @example Prisma.sql`SELECT l.id FROM loans l WHERE NOT ${isCharged("loan", Prisma.sql`l.id`, Prisma.sql`1`)}`
 */
export function isCharged(type: AccrualSubject["type"], id: Prisma.Sql, period: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM interest_accruals a
     WHERE a.subject_type = ${type} AND a.subject_id = ${id} AND a.period = ${period} AND a.reversed_transaction_id IS NULL)`;
}
