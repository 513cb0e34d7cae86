import { undoAccruals } from "@/lib/accruals/undo-accruals";
import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { d, toMoney, type Decimal } from "@/lib/money/money";
import type { Repayment } from "@/prisma/generated/client";
import { closeKey } from "./closing";

/** What closing a loan has posted, the repayment that closed it, and the dollars of interest that it returned. */
export type BookedClosing = { transactionId: bigint; repaymentId: string; unearned: Decimal };

/** The closing of a loan in force, whichever of its payments it came with; null when nothing was booked for it. */
export async function findClosing(tx: Tx, loanId: string): Promise<BookedClosing | null> {
  const repayments = await tx.repayment.findMany({ where: { loanId, paymentOrderId: { not: null } } });
  const keyOf = ({ paymentOrderId }: Repayment) => closeKey(paymentOrderId!);
  const posted = await findAllPosted(tx, repayments.map(keyOf));
  for (const repayment of repayments) {
    const closing = posted.get(keyOf(repayment));
    if (!closing || closing.isReversed) continue;
    const unearned = d(repayment.unearnedInterest);
    return { transactionId: closing.transactionId, repaymentId: repayment.id, unearned };
  }
  return null;
}

/**
 * Notes down that a closing was undone: its interest is no longer charged, and where its payment is still in force, that has given
 * nothing back.
 */
export async function markReopened(
  tx: Tx,
  { loanId, closing, reversal }: { loanId: string; closing: BookedClosing; reversal: bigint },
): Promise<void> {
  await undoAccruals(tx, { type: "loan", id: loanId, chargedBy: closing.transactionId }, reversal);
  await tx.repayment.updateMany({
    where: { id: closing.repaymentId, status: "POSTED" },
    data: { unearnedInterest: toMoney("0") },
  });
}
