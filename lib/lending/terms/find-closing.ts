import { undoAccruals } from "@/lib/accruals/undo-accruals";
import type { Tx } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { d, toMoney, type Decimal } from "@/lib/money/money";
import type { Repayment } from "@/prisma/generated/client";
import { closeKey } from "./closing";

/** What closing a loan has posted, the repayment that closed it, and the dollars of interest that it returned. */
export type BookedClosing = { transactionId: bigint; repaymentId: string; unearned: Decimal };

/** The closings of loans in force, by loan, whichever of its payments each came with; absent when nothing was booked for it. */
export async function findClosings(
  tx: Tx,
  loanIds: readonly string[],
): Promise<ReadonlyMap<string, BookedClosing>> {
  if (loanIds.length === 0) return new Map();
  const repayments = await tx.repayment.findMany({
    where: { loanId: { in: [...loanIds] }, paymentOrderId: { not: null } },
  });
  const keyOf = ({ paymentOrderId }: Repayment) => closeKey(paymentOrderId!);
  const posted = await findAllPosted(tx, repayments.map(keyOf));
  const closings = new Map<string, BookedClosing>();
  for (const repayment of repayments) {
    const closing = posted.get(keyOf(repayment));
    if (!closing || closing.isReversed || closings.has(repayment.loanId)) continue;
    const { id: repaymentId, unearnedInterest } = repayment;
    const { transactionId } = closing;
    closings.set(repayment.loanId, { transactionId, repaymentId, unearned: d(unearnedInterest) });
  }
  return closings;
}

/**
 * Notes down that closings were undone: their interest is no longer charged, and where a closing's payment is still in force, that has
 * given nothing back.
 */
export async function markReopened(
  tx: Tx,
  reopened: readonly { loanId: string; closing: BookedClosing; reversal: bigint }[],
): Promise<void> {
  if (reopened.length === 0) return;
  await undoAccruals(
    tx,
    reopened.map(({ loanId, closing, reversal }) => ({
      ...({ type: "loan", id: loanId } as const),
      chargedBy: closing.transactionId,
      reversal,
    })),
  );
  await tx.repayment.updateMany({
    where: { id: { in: reopened.map(({ closing }) => closing.repaymentId) }, status: "POSTED" },
    data: { unearnedInterest: toMoney("0") },
  });
}
