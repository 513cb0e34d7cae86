import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { sqlRows } from "@/lib/sql-rows";
import type { AccrualSubject } from "./subject";

/** Interest of one period: an installment of a loan, or a month of an investment. */
export type NewAccrual = AccrualSubject & {
  period: number;
  /** Dollars. */
  amount: string;
  /** When it took effect. */
  businessDate: IsoDate;
  /** The ledger transaction that charged or credited it. */
  transactionId: bigint;
};

/**
 * Records interest that the ledger has charged or credited, in one statement. A period whose interest was undone is
 * charged again; one that is already charged is an error.
 *
 * @throws Error when one of the periods is charged already: the caller's transaction rolls back
 *
 * @example await recordAccruals(tx, [{ type: "loan", id: "loan_1", period: 1, amount: "50.00", businessDate: "2026-02-01",
 *   transactionId: 3n }])
 */
export async function recordAccruals(tx: Tx, accruals: readonly NewAccrual[]): Promise<void> {
  if (accruals.length === 0) return;
  const written = await tx.$executeRaw`
    INSERT INTO interest_accruals (subject_type, subject_id, period, amount, business_date, transaction_id)
    SELECT given.type, given.id, given.period, given.amount, given.business_date, given.transaction_id
      FROM ${sqlRows(
        "given",
        {
          type: "text",
          id: "text",
          period: "int",
          amount: "numeric",
          business_date: "date",
          transaction_id: "bigint",
        },
        accruals.map(({ businessDate, transactionId, ...accrual }) => ({
          ...accrual,
          business_date: businessDate,
          transaction_id: transactionId,
        })),
      )}
    ON CONFLICT (subject_type, subject_id, period) DO UPDATE
       SET amount = excluded.amount, business_date = excluded.business_date,
           transaction_id = excluded.transaction_id, reversed_transaction_id = NULL
     WHERE interest_accruals.reversed_transaction_id IS NOT NULL`;
  invariant(
    written === accruals.length,
    `${accruals.length - written} of ${accruals.length} interest periods were charged already`,
  );
}
