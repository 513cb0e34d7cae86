// Changes of payments that the folders above have not acted on yet. The code that acts sets `handledAt` in the same
// transaction.
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { PaymentKind, PaymentStatus } from "@/prisma/generated/enums";

/** What waits, and what it is about. */
export type Waiting = { id: string; kind: PaymentKind; subjectId: string; toStatus: PaymentStatus };

/** All that waits, or what of these does, in the order in which it happened. Without a lock: who means to act asks again under one. */
export async function listUnhandledTransitions(
  those: { transitionIds?: string[]; providerIds?: string[] } = {},
): Promise<Waiting[]> {
  const among = those.transitionIds
    ? Prisma.sql`AND t.id = ANY(${those.transitionIds}::text[]::bigint[])`
    : those.providerIds
      ? Prisma.sql`AND o.provider_id = ANY(${those.providerIds}::text[])`
      : Prisma.empty;
  return db.$queryRaw<Waiting[]>`
    SELECT t.id::text, o.kind::text, o.subject_id AS "subjectId", t.to_status::text AS "toStatus"
    FROM payment_transitions t JOIN payment_orders o ON o.id = t.payment_order_id
    WHERE t.handled_at IS NULL ${among} ORDER BY t.id`;
}

/**
 * Transitions with their payment orders, which stay locked until the transaction ends. What does not exist is left out.
 *
 * @throws Error while an earlier one of the same subject waits: a payment that was completed and then returned is acted on in
 *   that order, whichever job runs first, and so are a deposit's return and its payout's failure; the later job has to come
 *   again
 */
export async function lockTransitions(tx: Tx, transitionIds: string[]) {
  const ids = transitionIds.map(BigInt);
  await tx.$queryRaw`
    SELECT o.id FROM payment_orders o
    WHERE o.id IN (SELECT t.payment_order_id FROM payment_transitions t WHERE t.id = ANY(${transitionIds}::text[]::bigint[]))
    ORDER BY o.id FOR UPDATE`;
  const transitions = await tx.paymentTransition.findMany({
    where: { id: { in: ids } },
    include: { paymentOrder: true },
    orderBy: { id: "asc" },
  });
  const waiting = await tx.paymentTransition.findMany({
    where: {
      paymentOrder: { subjectId: { in: transitions.map(({ paymentOrder }) => paymentOrder.subjectId) } },
      handledAt: null,
    },
    select: { id: true, paymentOrder: { select: { subjectId: true } } },
  });
  const earliest = new Map<string, bigint>();
  for (const { id, paymentOrder } of waiting) {
    const known = earliest.get(paymentOrder.subjectId);
    if (known === undefined || id < known) earliest.set(paymentOrder.subjectId, id);
  }
  for (const { id, paymentOrder } of transitions) {
    const { subjectType, subjectId } = paymentOrder;
    if ((earliest.get(subjectId) ?? id) < id)
      throw new Error(`An earlier change of a payment for ${subjectType} ${subjectId} is not handled yet.`);
  }
  return transitions;
}

/** Sets the mark that somebody has acted, in the transaction that does. */
export async function markHandled(tx: Tx, transitionIds: bigint[]): Promise<void> {
  await tx.paymentTransition.updateMany({ where: { id: { in: transitionIds } }, data: { handledAt: now() } });
}
