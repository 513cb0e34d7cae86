import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { notify } from "@/lib/notifications/notify";
import { tellAdministrators } from "./tell-administrators";
import { wakeDrain } from "./wake-drain";

export type HeldCode = "needs-mapping" | "pre-flight" | "rejected" | "key-reused" | "unknown-outcome";

const SETTINGS = "/borrower/settings/accounting";

/**
 * Stops an event until somebody fixes what it names. Only its own loan waits behind it. The owner is notified of each, the
 * administrators once for as long as anything of this borrower is held, and of each that only they can fix.
 */
export async function holdEvent(eventId: bigint, code: HeldCode, words: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.writeEvent.updateMany({
      where: { id: eventId, state: { in: ["QUEUED", "WRITING"] } },
      data: { state: "HELD", heldCode: code, heldWords: words, leaseUntil: null },
    });
    if (count === 0 || code === "needs-mapping") return; // of a broken mapping the owner is notified once, not per loan
    const { borrowerId, reference } = await tx.writeEvent.findUniqueOrThrow({ where: { id: eventId } });
    const loan = reference.split("-")[1];
    await tellOwner(tx, borrowerId, {
      kind: "writeback-held",
      title: `A record of loan ML-${loan} is not in your books`,
      body: words,
    });
    if (code === "key-reused")
      // A fault of ours: no borrower can fix it.
      await tellAdministrators(tx, borrowerId, {
        kind: "writeback-key-reused",
        title: () => `Writing ${reference} has stopped`,
        body: "Codat had already received its request key with a different request. Check the books before you retry it.",
        href: `/admin/settings/writeback/log/${eventId}`,
      });
    else if (await isOnlyHeld(tx, borrowerId, eventId))
      await tellAdministrators(tx, borrowerId, {
        kind: "writeback-held",
        title: (name) => `A record of loan ML-${loan} of ${name} is not in the books`,
        body: words,
      });
  });
}

async function isOnlyHeld(tx: Tx, borrowerId: string, eventId: bigint): Promise<boolean> {
  // Two loans may be held at the same moment: the second sees the first.
  await tx.$queryRaw`SELECT 1 FROM writeback_mappings WHERE borrower_id = ${borrowerId} FOR UPDATE`;
  const others = await tx.writeEvent.count({
    where: { borrowerId, id: { not: eventId }, state: "HELD", heldCode: { not: "needs-mapping" } },
  });
  return others === 0;
}

/** A note to the borrower, with the way to the settings page. */
export async function tellOwner(
  tx: Tx,
  borrowerId: string,
  note: { kind: NotificationKind; title: string; body: string },
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
