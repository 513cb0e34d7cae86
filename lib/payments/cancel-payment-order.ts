import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { applyProviderState } from "./apply-provider-state";
import { changeStatus, lockPaymentOrder } from "./change-status";
import { log } from "@/lib/log";
import type { PaymentDirection } from "@/prisma/generated/client";
import { isDecided } from "./payment-statuses";
import { cancelAtProvider, refusalOf, type ProviderState } from "./provider";

const TOO_LATE = "This payment is already on its way and can no longer be cancelled.";
const UNCLEAR =
  "The bank did not confirm that it canceled this payment. This page shows whether it was; try again in a minute if not.";

/**
 * Stops a payment that has not been sent. Cancelling twice is cancelling once.
 *
 * @throws DomainError wrong-state when it is too late, or when the order is being handed over at this very moment; unavailable
 *   when the bank does not say what became of it: the next poll does
 */
export async function cancelPaymentOrder(id: string): Promise<void> {
  const order = await db.paymentOrder.findUnique({ where: { id } });
  if (!order) throw new DomainError("not-found", "There is no such payment.");
  if (order.status === "CANCELLED") return;
  if (isDecided(order.status)) throw new DomainError("wrong-state", TOO_LATE);
  if (!order.providerId) return cancelBeforeHandingOver(id);
  await applyProviderState(await cancelThere(order.providerId, order.direction), "ours");
}

async function cancelThere(providerId: string, direction: PaymentDirection): Promise<ProviderState> {
  try {
    return await cancelAtProvider(providerId, direction);
  } catch (error) {
    if (refusalOf(error) !== null) throw new DomainError("wrong-state", TOO_LATE);
    log.error({ providerId, error }, "The bank's answer to a cancellation is unclear.");
    throw new DomainError("unavailable", UNCLEAR);
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
