import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { sqlRows } from "@/lib/sql-rows";
import type { AccrualSubject } from "./subject";

/** Interest of one period, an installment of a loan or a month of an investment. The amount is in dollars. */
export type NewAccrual = AccrualSubject & { period: number; amount: string };

/**
 * Records interest that one ledger transaction has charged or credited, in one statement. A period whose interest was undone
 * is taken over; one that is charged already is a broken assumption.
 *
 * @param posted the ledger transaction, and the business date on which it took effect
 * @throws Error when one of the periods is charged already: the caller's transaction rolls back
 *
 * @example await recordAccruals(tx, [{ type: "loan", id: "loan_1", period: 1, amount: "50.00" }],
 *   { transactionId: 3n, businessDate: "2026-02-01" })
 */
export async function recordAccruals(
  tx: Tx,
  accruals: readonly NewAccrual[],
  { transactionId, businessDate }: { transactionId: bigint; businessDate: IsoDate },
): Promise<void> {
  if (accruals.length === 0) return;
  const columns = { type: "text", id: "text", period: "int", amount: "numeric" } as const;
  const written = await tx.$executeRaw`
    INSERT INTO interest_accruals (subject_type, subject_id, period, amount, business_date, transaction_id)
    SELECT given.type, given.id, given.period, given.amount, ${toDbDate(businessDate)}::date, ${transactionId}
      FROM ${sqlRows("given", columns, accruals)}
    ON CONFLICT (subject_type, subject_id, period) DO UPDATE
       SET amount = excluded.amount, business_date = excluded.business_date,
           transaction_id = excluded.transaction_id, reversed_transaction_id = NULL
     WHERE interest_accruals.reversed_transaction_id IS NOT NULL`;
  invariant(
    written === accruals.length,
    `${accruals.length - written} interest periods of ${businessDate} were charged already`,
  );
}
