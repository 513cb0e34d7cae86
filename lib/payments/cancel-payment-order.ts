import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { applyProviderState } from "./apply-provider-state";
import { changeStatus, lockPaymentOrder } from "./change-status";
import { isDecided } from "./payment-statuses";
import { cancelAtProvider, refusalOf } from "./provider";

const TOO_LATE = "This payment is already on its way and can no longer be cancelled.";

/**
 * Stops a payment that has not been sent. Cancelling twice is cancelling once.
 *
 * @throws DomainError wrong-state when it is too late, or when the order is being handed over at this very moment
 */
export async function cancelPaymentOrder(id: string): Promise<void> {
  const order = await db.paymentOrder.findUnique({ where: { id } });
  if (!order) throw new DomainError("not-found", "There is no such payment.");
  if (order.status === "CANCELLED") return;
  if (isDecided(order.status)) throw new DomainError("wrong-state", TOO_LATE);
  if (!order.providerId) return cancelBeforeHandingOver(id);
  try {
    await applyProviderState(await cancelAtProvider(order.providerId, order.direction), "ours");
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    throw new DomainError("wrong-state", TOO_LATE);
  }
}

async function cancelBeforeHandingOver(id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const order = await lockPaymentOrder(tx, id);
    // Once a try has begun the bank may have the order, even when we have not heard so.
    if (!order || order.submitAttempts > 0) {
      throw new DomainError(
        "wrong-state",
        "This payment is just being handed to the bank. Try again in a minute.",
      );
    }
    await changeStatus(tx, order, { status: "CANCELLED", source: "ours" });
  });
}
