import { now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { audit, lockHeld } from "./retry-event";
import { wakeDrain } from "./wake-drain";

/**
 * Somebody has entered an event into the books themselves: nothing more of it is written, and the loan goes on. For what a
 * platform refuses for good.
 *
 * @param borrowerId when given, somebody else's event does not exist
 * @throws DomainError not-found; wrong-state when it does not wait for a person; invalid (field note) without a reason
 */
export async function markByHand({
  eventId,
  actorUserId,
  borrowerId,
  note,
}: {
  eventId: string;
  actorUserId: string;
  borrowerId?: string;
  note: string;
}): Promise<void> {
  const words = wordsOf(note);
  await inTransaction(async (tx) => {
    const event = await lockHeld(tx, eventId, borrowerId);
    await mark(tx, [event.id]);
    await audit(tx, {
      event,
      actorUserId,
      action: "writeback-event.mark-entered-by-hand",
      detail: { note: words },
    });
    await wakeDrain(tx, event.borrowerId);
  });
}

/**
 * Everything of a borrower that waits for a person, with the one note for all of it. All of it or none.
 *
 * @throws DomainError wrong-state when nothing waits; invalid (field note) without a reason
 */
export async function markHeldByHand({
  borrowerId,
  actorUserId,
  note,
}: {
  borrowerId: string;
  actorUserId: string;
  note: string;
}): Promise<{ marked: number }> {
  const words = wordsOf(note);
  return inTransaction(async (tx) => {
    const held = await tx.$queryRaw<{ id: bigint; reference: string }[]>`
      SELECT id, reference FROM writeback_events WHERE borrower_id = ${borrowerId} AND state = 'HELD' ORDER BY id FOR UPDATE`;
    if (held.length === 0) throw new DomainError("wrong-state", "No entry needs attention. Reload the page.");
    await mark(
      tx,
      held.map(({ id }) => id),
    );
    for (const event of held)
      await audit(tx, {
        event,
        actorUserId,
        action: "writeback-event.mark-entered-by-hand",
        detail: { note: words },
      });
    await wakeDrain(tx, borrowerId);
    return { marked: held.length };
  });
}

function wordsOf(note: string): string {
  const words = note.trim();
  if (words === "") throw new DomainError("invalid", "Describe what was entered and where.", "note");
  return words;
}

async function mark(tx: Tx, ids: readonly bigint[]): Promise<void> {
  await tx.writeEvent.updateMany({
    where: { id: { in: [...ids] } },
    data: { state: "BY_HAND", heldCode: null, heldWords: null, doneAt: now(), isFeedWaiting: false },
  });
}
