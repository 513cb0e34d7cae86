import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { PaymentDirection } from "@/prisma/generated/client";
import { applyProviderState } from "./apply-provider-state";
import { cancelRefusal, TOO_LATE } from "./cancelable";
import { changeStatus, lockPaymentOrder } from "./change-status";
import { cancelAtProvider, refusalOf, type ProviderState } from "./provider";

const UNCLEAR =
  "The bank has not confirmed the cancellation. Check the status on this page and try again in a minute.";

/**
 * Stops a payment that has not been sent. Canceling twice is canceling once.
 *
 * @throws DomainError wrong-state when it is too late, or when the order is being submitted at this moment;
 * unavailable when the bank does not report the outcome: the next poll does
 */
export async function cancelPaymentOrder(id: string): Promise<void> {
  const order = await db.paymentOrder.findUnique({ where: { id } });
  if (!order) throw new DomainError("not-found", "Payment not found.");
  if (order.status === "CANCELLED") return;
  const refusal = cancelRefusal(order);
  if (refusal) throw new DomainError("wrong-state", refusal);
  if (!order.providerId) return cancelBeforeHandingOver(id);
  await applyProviderState(await cancelThere(order.providerId, order.direction), "ours");
}

async function cancelThere(providerId: string, direction: PaymentDirection): Promise<ProviderState> {
  try {
    return await cancelAtProvider(providerId, direction);
  } catch (error) {
    if (refusalOf(error) !== null) throw new DomainError("wrong-state", `${TOO_LATE} The bank has sent it.`);
    log.error({ providerId, error }, "The bank's response to a cancellation is unclear.");
    throw new DomainError("unavailable", UNCLEAR);
  }
}

/** Under the order's lock, which handing over takes too: whoever comes second finds what the first one did. */
async function cancelBeforeHandingOver(id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const order = await lockPaymentOrder(tx, id);
    if (!order || order.status === "CANCELLED") return;
    const refusal =
      order.providerId === null ? cancelRefusal(order) : "This payment was just sent to the bank. Try again.";
    if (refusal) throw new DomainError("wrong-state", refusal);
    await changeStatus(tx, order, { status: "CANCELLED", source: "ours" });
  });
}
