import { within, type Tx } from "@/lib/db";
import { chargeOffLoan as giveUp, type ChargeOffOrder } from "@/lib/lending/charge-off/charge-off-loan";
import { recordChargeOffs } from "@/lib/writeback/outbox/record-charge-offs";

/**
 * Charges a loan off and notes it down for the borrower's books, in one transaction: the caller's, where there is one.
 *
 * @throws DomainError as `lib/lending/charge-off/charge-off-loan`
 */
export async function chargeOffLoan(order: ChargeOffOrder, caller?: Tx): Promise<void> {
  await within(caller, async (tx) => {
    await giveUp(tx, order);
    await recordChargeOffs(tx, { loanId: order.loanId });
  });
}
