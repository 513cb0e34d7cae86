import { inTransaction, type Tx } from "@/lib/db";
import { changeStatus, type LockedOrder, type StatusChange } from "./change-status";
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
    const order = await lockOurOrder(tx, state);
    // An object that carries our id but is not the one we placed cannot speak for the order.
    if (!order || (order.providerId !== null && order.providerId !== state.providerId)) return "unknown";
    return (await changeStatus(tx, order, { ...state, source })) ? "changed" : "unchanged";
  });
}

/** By the provider's id; by ours when the answer that would have told us the provider's id has not arrived yet. */
async function lockOurOrder(
  tx: Tx,
  { providerId, paymentOrderId }: ProviderState,
): Promise<LockedOrder | null> {
  const rows = await tx.$queryRaw<LockedOrder[]>`
    SELECT id, status::text AS status, provider_id AS "providerId", submit_attempts AS "submitAttempts"
    FROM payment_orders WHERE provider_id = ${providerId} OR id = ${paymentOrderId}
    ORDER BY (provider_id = ${providerId}) DESC NULLS LAST LIMIT 1 FOR UPDATE`;
  return rows[0] ?? null;
}
