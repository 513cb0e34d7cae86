import { inTransaction, type Tx } from "@/lib/db";
import { changeStatus, lockPaymentOrder, type StatusChange } from "./change-status";
import type { ProviderState } from "./provider";

export type Applied = "changed" | "unchanged" | "unknown";

/**
 * Writes down what the provider says about an order, under the order's lock and never backwards. Told twice, or told
 * something older than what we know, it changes nothing. "unknown": the provider's object is none of ours.
 */
export async function applyProviderState(
  state: ProviderState,
  source: StatusChange["source"],
): Promise<Applied> {
  return inTransaction(async (tx) => {
    const id = await ourOrderId(tx, state);
    const order = id === null ? null : await lockPaymentOrder(tx, id);
    // An object that carries our id but is not the one we placed cannot speak for the order.
    if (!order || (order.providerId !== null && order.providerId !== state.providerId)) return "unknown";
    return (await changeStatus(tx, order, { ...state, source })) ? "changed" : "unchanged";
  });
}

/** By the provider's id; by ours when the answer that would have told us the provider's id has not arrived yet. */
async function ourOrderId(tx: Tx, { providerId, paymentOrderId }: ProviderState): Promise<string | null> {
  const known = await tx.paymentOrder.findUnique({ where: { providerId }, select: { id: true } });
  return known?.id ?? paymentOrderId;
}
