import { now } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { audit, lockHeld } from "./retry-event";
import { wakeDrain } from "./wake-drain";

/**
 * Somebody has entered an event into the books themselves: nothing more of it is written, and the loan goes on. For what a
 * platform refuses for good, such as feed lines that are too old.
 *
 * @throws DomainError not-found; wrong-state when it does not wait for a person; invalid (field note) without a reason
 */
export async function markByHand({
  eventId,
  actorUserId,
  note,
}: {
  eventId: string;
  actorUserId: string;
  note: string;
}): Promise<void> {
  const words = note.trim();
  if (words === "") throw new DomainError("invalid", "Say what was entered, and where.", "note");
  await inTransaction(async (tx) => {
    const event = await lockHeld(tx, eventId, undefined);
    await tx.writeEvent.update({
      where: { id: event.id },
      data: { state: "BY_HAND", heldCode: null, heldWords: null, doneAt: now(), isFeedWaiting: false },
    });
    await audit(tx, { event, actorUserId, action: "entered in the books by hand", detail: { note: words } });
    await wakeDrain(tx, event.borrowerId);
  });
}
