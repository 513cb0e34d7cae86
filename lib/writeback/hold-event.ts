import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { listAdministratorIds } from "@/lib/identity/people";
import { notify, notifyEach } from "@/lib/notifications/notify";
import { wakeDrain } from "./wake-drain";

export const HELD_CODES = [
  "needs-mapping",
  "pre-flight",
  "rejected",
  "key-reused",
  "unknown-outcome",
] as const;
export type HeldCode = (typeof HELD_CODES)[number];

const SETTINGS = "/borrower/settings/accounting";

/** Stops an event until somebody mends what it names. Only its own loan waits behind it. The owner is told. */
export async function holdEvent(eventId: bigint, code: HeldCode, words: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.writeEvent.updateMany({
      where: { id: eventId, state: { in: ["QUEUED", "WRITING"] } },
      data: { state: "HELD", heldCode: code, heldWords: words, leaseUntil: null },
    });
    if (count === 0 || code === "needs-mapping") return; // of a broken mapping the owner is told once, not per loan
    const event = await tx.writeEvent.findUniqueOrThrow({ where: { id: eventId } });
    await tellOwner(tx, event.borrowerId, {
      kind: "writeback-held",
      title: `A record of loan ML-${event.reference.split("-")[1]} is not in your books`,
      body: words,
    });
    if (code === "key-reused") await tellAdministrators(tx, event);
  });
}

/** A key that was used for two requests is a fault of ours: no borrower can mend it. */
async function tellAdministrators(tx: Tx, event: { id: bigint; reference: string }): Promise<void> {
  const datedOn = await businessDate(tx);
  const administrators = await listAdministratorIds(tx);
  await notifyEach(
    tx,
    administrators.map((userId) => ({
      userId,
      datedOn,
      kind: "writeback-key-reused",
      title: `Writing ${event.reference} has stopped`,
      body: "Codat had seen its request key with another request. Look at the books before you retry it.",
      href: `/admin/settings/writeback/log/${event.id}`,
    })),
  );
}

/** A note to the borrower, with the way to the settings page. */
export async function tellOwner(
  tx: Tx,
  borrowerId: string,
  note: { kind: string; title: string; body: string },
): Promise<void> {
  const { userId } = await tx.borrower.findUniqueOrThrow({
    where: { id: borrowerId },
    select: { userId: true },
  });
  await notify(tx, { ...note, userId, href: SETTINGS, datedOn: await businessDate(tx) });
}

/** Lets events that waited for the mapping go on, in their order. */
export async function resumeHeld(tx: Tx, borrowerId: string): Promise<number> {
  const resumed = await tx.$executeRaw`
    UPDATE writeback_events e SET held_code = NULL, held_words = NULL, tries = 0, next_at = clock_timestamp(), lease_until = NULL,
      state = CASE WHEN EXISTS (SELECT 1 FROM writeback_operations o WHERE o.event_id = e.id)
                   THEN 'WRITING'::"WriteEventState" ELSE 'QUEUED'::"WriteEventState" END
    WHERE borrower_id = ${borrowerId} AND state = 'HELD' AND held_code = 'needs-mapping'`;
  await wakeDrain(tx, borrowerId);
  return resumed;
}
