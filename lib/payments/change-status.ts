// A payment order changes its status here and nowhere else: the row, the record of the change and the job that notifies the
// rooms above commit together.
import { businessDate, now } from "@/lib/clock";
import { toDbDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { addJob } from "@/lib/queue";
import { sqlRows } from "@/lib/sql-rows";
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

type Change = { order: LockedOrder; change: StatusChange };

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
  return (await changeStatuses(tx, [{ order, change }]))[0]!;
}

/** The same for many locked orders, each at most once, in as many statements as for one. */
export async function changeStatuses(tx: Tx, changes: Change[]): Promise<boolean[]> {
  const follows = changes.map(({ order, change }) => canFollow(order.status, change.status));
  const moved = changes.filter((_, at) => follows[at]);
  const named = changes.filter(
    ({ order, change }, at) => !follows[at] && change.providerId && !order.providerId,
  );
  for (const { order, change } of named) {
    await tx.paymentOrder.update({ where: { id: order.id }, data: { providerId: change.providerId! } });
  }
  if (moved.length === 0) return follows;
  const today = toDbDate(await businessDate(tx));
  await tx.$executeRaw`
    UPDATE payment_orders o
       SET status = change.status::"PaymentStatus", provider_id = coalesce(o.provider_id, change.provider_id),
           return_code = coalesce(change.return_code, o.return_code),
           failure_reason = coalesce(change.failure_reason, o.failure_reason),
           settled_on = CASE change.status WHEN 'COMPLETED' THEN ${today}::date ELSE o.settled_on END, updated_at = ${now()}
      FROM ${sqlRows("change", CHANGE_COLUMNS, moved.map(changeRow))}
     WHERE o.id = change.id`;
  await recordTransitions(tx, moved, today);
  return follows;
}

const CHANGE_COLUMNS = {
  id: "text",
  status: "text",
  provider_id: "text",
  return_code: "text",
  failure_reason: "text",
} as const;

function changeRow({ order, change }: Change) {
  return {
    id: order.id,
    status: change.status,
    provider_id: change.providerId ?? null,
    return_code: change.returnCode || null,
    failure_reason: change.failureReason || null,
  };
}

async function recordTransitions(tx: Tx, moved: Change[], today: Date) {
  // A held order can come back to a status it had before; that is recorded once.
  const transitions = await tx.paymentTransition.createManyAndReturn({
    data: moved.map(({ order, change: { status: toStatus, source, returnCode, failureReason } }) => ({
      paymentOrderId: order.id,
      toStatus,
      source,
      businessDate: today,
      detail: { ...(returnCode ? { returnCode } : {}), ...(failureReason ? { failureReason } : {}) },
      handledAt: isDecided(toStatus) ? null : now(), // a step on the way: nobody has to act on it
    })),
    skipDuplicates: true,
    select: { id: true, toStatus: true },
  });
  const news = transitions.filter(({ toStatus }) => isDecided(toStatus)).map(({ id }) => id.toString());
  if (news.length > 0)
    await addJob(tx, "handle-payment-transitions", { transitionIds: news }, `transitions:${news[0]}`);
}
