import { inTransaction } from "@/lib/db";
import { chargeOffLoan as giveUp, type ChargeOffOrder } from "@/lib/lending/charge-off/charge-off-loan";
import { recordChargeOffs } from "@/lib/writeback/outbox/record-charge-offs";

/**
 * Charges a loan off and notes it down for the borrower's books, in one transaction.
 *
 * @throws DomainError as `lib/lending/charge-off/charge-off-loan`
 */
export async function chargeOffLoan(order: ChargeOffOrder): Promise<void> {
  await inTransaction(async (tx) => {
    await giveUp(tx, order);
    await recordChargeOffs(tx, { loanId: order.loanId });
  });
}
