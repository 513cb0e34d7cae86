import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { cancelPaymentOrder } from "@/lib/payments/cancel-payment-order";

/**
 * Calls a deposit off while the money has not been sent. The investment ends when the canceled payment order is acted
 * on (`failDeposit`), as with every other end of a deposit.
 *
 * @throws DomainError not-found, wrong-state
 */
export async function cancelDeposit({
  investorId,
  investmentId,
}: {
  investorId: string;
  investmentId: string;
}) {
  const investment = await db.investment.findFirst({ where: { id: investmentId, investorId } });
  if (!investment) throw new DomainError("not-found", "Investment not found.");
  if (investment.status !== "DEPOSITING") {
    throw new DomainError("wrong-state", "This deposit is no longer pending, so it cannot be canceled.");
  }
  const order = await db.paymentOrder.findFirstOrThrow({
    where: { subjectType: "investment", subjectId: investmentId, kind: "DEPOSIT" },
    orderBy: { number: "desc" },
  });
  await cancelPaymentOrder(order.id);
}
