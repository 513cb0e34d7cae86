import { accruedThrough } from "@/lib/accruals/queries";
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { lockLoanRows } from "./find-loan";

export type BorrowerInterestDue = {
  borrowerId: string;
  loanId: string;
  period: number;
  dueOn: IsoDate;
  amount: string;
};

type DueRow = { borrower_id: string; loan_id: string; number: number; due_on: Date; interest: string };

/**
 * Interest of installments that fall due on or before the date and has not been charged, oldest first: what the schedule
 * says, less what was charged for a part of the period. Named loans are locked first and until the transaction ends, so that
 * none is paid off in between: a statement that waits for a lock sees what was there when it began, and would miss
 * a payoff submitted during the wait.
 *
 * A loan whose payoff is on its way is left out, because its quote has charged the days elapsed; should the payoff fail,
 * the next run catches up.
 */
export async function listInterestDue(
  tx: Tx,
  { businessDate, loanIds }: { businessDate: IsoDate; loanIds?: readonly string[] | undefined },
): Promise<BorrowerInterestDue[]> {
  if (loanIds) await lockLoanRows(tx, loanIds);
  const rows = await tx.$queryRaw<DueRow[]>`
    SELECT l.borrower_id, l.id AS loan_id, i.number, i.due_on, rest.interest::text
      FROM loans l
      -- Installments are charged in order, so only those after the last one charged need a look.
     CROSS JOIN LATERAL (SELECT ${accruedThrough("loan", Prisma.sql`l.id`)} AS period) last
      JOIN installments i ON i.loan_id = l.id AND i.version = l.schedule_version AND i.number > last.period
     -- Payments ahead of the schedule have had a part of the period's interest charged.
     CROSS JOIN LATERAL (
       SELECT coalesce(i.period_interest, i.interest) - coalesce(sum(c.amount), 0) AS interest
         FROM interest_corrections c WHERE c.loan_id = l.id AND c.period = i.number) rest
     WHERE l.status = 'ACTIVE' AND (${loanIds === undefined} OR l.id = ANY(${[...(loanIds ?? [])]}::text[]))
       AND i.due_on <= ${toDbDate(businessDate)}::date AND rest.interest > 0
       AND NOT EXISTS (SELECT FROM repayments r
             WHERE r.loan_id = l.id AND r.kind = 'PAYOFF' AND r.status = 'PENDING')
     ORDER BY i.due_on, l.number, i.number`;
  return rows.map((row) => ({
    borrowerId: row.borrower_id,
    loanId: row.loan_id,
    period: row.number,
    dueOn: fromDbDate(row.due_on),
    amount: row.interest,
  }));
}
