// A payment order changes its status here and nowhere else: the row, the record of the change and the job that tells the
// rooms above commit together.
import { businessDate, now } from "@/lib/clock";
import { toDbDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { addJob } from "@/lib/queue";
import type { PaymentStatus } from "@/prisma/generated/client";
import { canFollow, isDecided } from "./payment-statuses";

export type StatusChange = {
  status: PaymentStatus;
  source: "ours" | "webhook" | "poll";
  providerId?: string;
  returnCode?: string | null;
  failureReason?: string | null;
};

export type LockedOrder = {
  id: string;
  status: PaymentStatus;
  providerId: string | null;
  submitAttempts: number;
};

/** Locks the order until the transaction ends, so that changes to it happen one after the other. Null: there is none. */
export async function lockPaymentOrder(tx: Tx, id: string): Promise<LockedOrder | null> {
  const rows = await tx.$queryRaw<LockedOrder[]>`
    SELECT id, status::text AS status, provider_id AS "providerId", submit_attempts AS "submitAttempts"
    FROM payment_orders WHERE id = ${id} FOR UPDATE`;
  return rows[0] ?? null;
}

/**
 * Moves a locked order on.
 *
 * @returns false, and nothing is written but the provider's id, when the status does not follow from the present one
 */
export async function changeStatus(tx: Tx, order: LockedOrder, change: StatusChange): Promise<boolean> {
  const providerId = order.providerId ?? change.providerId ?? null;
  if (!canFollow(order.status, change.status)) {
    if (providerId !== order.providerId)
      await tx.paymentOrder.update({ where: { id: order.id }, data: { providerId } });
    return false;
  }
  const today = toDbDate(await businessDate(tx));
  await tx.paymentOrder.updateMany({
    where: { id: order.id },
    data: {
      status: change.status,
      providerId,
      ...(change.returnCode ? { returnCode: change.returnCode } : {}),
      ...(change.failureReason ? { failureReason: change.failureReason } : {}),
      ...(change.status === "COMPLETED" ? { settledOn: today } : {}),
    },
  });
  await recordTransition(tx, order.id, change, today);
  return true;
}

async function recordTransition(tx: Tx, paymentOrderId: string, change: StatusChange, today: Date) {
  const { status: toStatus, source, returnCode, failureReason } = change;
  const isNews = isDecided(toStatus);
  // A held order can come back to a status it had before; that is recorded once.
  const [transition] = await tx.paymentTransition.createManyAndReturn({
    data: {
      paymentOrderId,
      toStatus,
      source,
      businessDate: today,
      detail: { ...(returnCode ? { returnCode } : {}), ...(failureReason ? { failureReason } : {}) },
      handledAt: isNews ? null : now(), // a step on the way: nobody has to act on it
    },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!transition || !isNews) return;
  const transitionId = transition.id.toString();
  await addJob(tx, "handle-payment-transition", { transitionId }, `transition:${transitionId}`);
}
