import type { AuditAction } from "@/lib/audit/actions";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { resetOperation } from "./reset-operation";
import { wakeDrain } from "./wake-drain";

/**
 * Lets an event that is stuck go again, built from the mapping as it is now and under a new key where the old one was
 * answered. One whose fate was unknown is only sent again because a person has looked.
 *
 * @param borrowerId when given, somebody else's event does not exist
 * @throws DomainError not-found; wrong-state when it does not wait for a person
 */
export async function retryEvent({
  eventId,
  actorUserId,
  borrowerId,
}: {
  eventId: string;
  actorUserId: string;
  borrowerId?: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const event = await lockHeld(tx, eventId, borrowerId);
    const stuck = await tx.writeOperation.findFirst({
      where: { eventId: event.id, state: { in: ["FAILED", "UNKNOWN"] } },
      orderBy: { position: "asc" },
    });
    if (stuck) await resetOperation(tx, stuck.id, stuck.state);
    const begun = await tx.writeOperation.count({ where: { eventId: event.id } });
    await tx.writeEvent.update({
      where: { id: event.id },
      data: {
        state: begun > 0 ? "WRITING" : "QUEUED",
        heldCode: null,
        heldWords: null,
        tries: 0,
        nextAt: now(),
        leaseUntil: null,
      },
    });
    // The books are looked at again before anything is sent.
    await tx.writebackMapping.updateMany({
      where: { borrowerId: event.borrowerId },
      data: { checkedAt: null },
    });
    await audit(tx, {
      event,
      actorUserId,
      action: "writeback-event.retry",
      detail: { heldWords: event.heldWords },
    });
    await wakeDrain(tx, event.borrowerId);
  });
}

/** Everything of a borrower that is stuck. */
export async function retryHeld({
  borrowerId,
  actorUserId,
}: {
  borrowerId: string;
  actorUserId: string;
}): Promise<{ retried: number }> {
  const held = await db.writeEvent.findMany({
    where: { borrowerId, state: "HELD" },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of held) await retryEvent({ eventId: id.toString(), actorUserId, borrowerId });
  return { retried: held.length };
}

/** An event that waits for a person, locked. */
export async function lockHeld(tx: Tx, eventId: string, borrowerId: string | undefined) {
  if (!/^\d{1,18}$/.test(eventId)) throw new DomainError("not-found", "Entry not found.");
  const id = BigInt(eventId);
  await tx.$queryRaw`SELECT 1 FROM writeback_events WHERE id = ${id} FOR UPDATE`;
  const event = await tx.writeEvent.findFirst({
    where: { id, ...(borrowerId === undefined ? {} : { borrowerId }) },
  });
  if (!event) throw new DomainError("not-found", "Entry not found.");
  if (event.state !== "HELD")
    throw new DomainError("wrong-state", "This entry no longer needs attention. Reload the page.");
  return event;
}

export async function audit(
  tx: Tx,
  {
    event,
    actorUserId,
    action,
    detail,
  }: {
    event: { id: bigint; reference: string };
    actorUserId: string;
    action: AuditAction;
    detail: Record<string, string | null>;
  },
): Promise<void> {
  await recordAudit(tx, {
    actorUserId,
    action,
    subjectType: "writeback-event",
    subjectId: event.id.toString(),
    detail: { reference: event.reference, ...detail },
    businessDate: await businessDate(tx),
  });
}
