import type { Tx } from "@/lib/db";
import type { AccrualSubject } from "./subject";

/**
 * Marks interest as undone by a ledger transaction. The rows stay, so that every period shows what happened to it, and a later
 * charge may take them over.
 *
 * @param of      the loan or investment; `chargedBy`: only what this ledger transaction had charged
 * @param reversal the ledger transaction that undid it
 *
 * @example await undoAccruals(tx, { type: "loan", id: "loan_1" }, 42n) // all that is charged on the loan
 */
export async function undoAccruals(
  tx: Tx,
  { type, id, chargedBy }: AccrualSubject & { chargedBy?: bigint },
  reversal: bigint,
): Promise<void> {
  await tx.interestAccrual.updateMany({
    where: {
      subjectType: type,
      subjectId: id,
      reversedTransactionId: null,
      ...(chargedBy !== undefined && { transactionId: chargedBy }),
    },
    data: { reversedTransactionId: reversal },
  });
}
