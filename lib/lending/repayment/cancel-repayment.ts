import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { cancelPaymentOrder } from "@/lib/payments/cancel-payment-order";

/**
 * Cancels a payment of a borrower while it is only accepted: not handed to the bank, or at the bank and not sent yet. The
 * repayment ends when the canceled payment order is acted on (`failRepayment`), as with every other end: its hold is released,
 * and its installment is open again.
 *
 * @throws DomainError "not-found" for somebody else's; "wrong-state" when it is too late, with the reason; "unavailable"
 */
export async function cancelRepayment({
  borrowerId,
  paymentOrderId,
}: {
  borrowerId: string;
  paymentOrderId: string;
}): Promise<void> {
  const repayment = await db.repayment.findFirst({ where: { paymentOrderId, loan: { borrowerId } } });
  if (!repayment) throw new DomainError("not-found", "Payment not found.");
  await cancelPaymentOrder(paymentOrderId);
}
