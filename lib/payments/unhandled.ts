// The notes that this room leaves for the rooms above: what became of a payment, until they have acted on it. Whoever acts
// sets `handledAt` in the transaction that acts.
import { db, type Tx } from "@/lib/db";

/** The ids of all that waits, in the order in which it happened. */
export async function listUnhandledTransitions(): Promise<string[]> {
  const rows = await db.paymentTransition.findMany({
    where: { handledAt: null },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map((row) => row.id.toString());
}

/**
 * A transition with its payment order, which stays locked until the transaction ends. Null: there is no such transition.
 *
 * @throws Error while an earlier one of the same order waits: a payment that was completed and then returned is acted on in
 *   that order, whichever job runs first, so the later job has to come again
 */
export async function lockTransition(tx: Tx, transitionId: string) {
  const id = BigInt(transitionId);
  await tx.$queryRaw`
    SELECT o.id FROM payment_orders o JOIN payment_transitions t ON t.payment_order_id = o.id
    WHERE t.id = ${id} FOR UPDATE OF o`;
  const transition = await tx.paymentTransition.findUnique({
    where: { id },
    include: { paymentOrder: true },
  });
  if (!transition) return null;
  const { paymentOrderId } = transition;
  const earlier = await tx.paymentTransition.count({
    where: { paymentOrderId, handledAt: null, id: { lt: id } },
  });
  if (earlier > 0)
    throw new Error(`An earlier change of payment order ${paymentOrderId} is not handled yet.`);
  return transition;
}
