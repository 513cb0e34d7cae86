import type { Tx } from "@/lib/db";
import { d, toMoney, type Decimal } from "@/lib/money/money";
import { closeKey } from "./closing";

/** What closing a loan has booked, the repayment that brought it about, and the dollars of interest that it gave back. */
export type BookedClosing = { transactionId: string; repaymentId: string; unearned: Decimal };

/** The closing of a loan that stands, whichever of its payments it came with; null when nothing was booked for it. */
export async function findClosing(tx: Tx, loanId: string): Promise<BookedClosing | null> {
  const [found] = await tx.$queryRaw<{ transactionId: string; repaymentId: string; unearned: string }[]>`
    SELECT k.ref_id::text AS "transactionId", r.id AS "repaymentId", r.unearned_interest::text AS unearned
      FROM repayments r
      JOIN ledger.keys k ON k.idem_key = ${closeKey("")} || r.payment_order_id AND k.outcome = 'posted'
     WHERE r.loan_id = ${loanId}
       AND NOT EXISTS (SELECT FROM ledger.transactions v WHERE v.parent_id = k.ref_id AND v.kind = 5)`;
  return found ? { ...found, unearned: d(found.unearned) } : null;
}

/**
 * Notes down that a closing was undone: its interest is no longer charged, and where its payment still stands, that has given
 * nothing back.
 */
export async function markReopened(
  tx: Tx,
  { loanId, closing, reversal }: { loanId: string; closing: BookedClosing; reversal: bigint },
): Promise<void> {
  await tx.interestAccrual.updateMany({
    where: { subjectType: "loan", subjectId: loanId, transactionId: BigInt(closing.transactionId) },
    data: { reversedTransactionId: reversal },
  });
  await tx.repayment.updateMany({
    where: { id: closing.repaymentId, status: "POSTED" },
    data: { unearnedInterest: toMoney("0") },
  });
}
