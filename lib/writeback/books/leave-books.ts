import type { Tx } from "@/lib/db";

/**
 * Other books are connected: nothing of any loan is in those. All events are parked, so that a loan enters the new books with its
 * drawdown, once, or not at all; what was written into the old ones is kept beside its event and no longer counts. The caller has
 * locked the borrower against new events.
 */
export async function leaveBooks(tx: Tx, borrowerId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM writeback_operations WHERE borrower_id = ${borrowerId} AND event_id IS NOT NULL ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE writeback_events e SET
      is_elsewhere = e.is_elsewhere OR e.state IN ('DONE', 'BY_HAND') OR EXISTS (
        SELECT 1 FROM writeback_operations o WHERE o.event_id = e.id AND o.state NOT IN ('READY', 'FAILED')),
      state = 'PARKED', held_code = NULL, held_words = NULL, is_backfill = FALSE, is_feed_waiting = FALSE, tries = 0,
      lease_until = NULL, done_at = NULL
    FROM (SELECT id FROM writeback_events WHERE borrower_id = ${borrowerId} ORDER BY id FOR UPDATE) AS locked
    WHERE e.id = locked.id`;
  await tx.writeOperation.deleteMany({ where: { borrowerId, eventId: { not: null }, state: "READY" } });
  // A success of one that was on its way may still come, and is then written down for what it is.
  await tx.$executeRaw`
    UPDATE writeback_operations SET former_event_id = event_id, event_id = NULL,
      error = CASE WHEN state IN ('SENDING', 'PENDING', 'UNKNOWN')
                   THEN 'Other accounting software was connected while this was on its way.' ELSE error END,
      state = CASE WHEN state IN ('SENDING', 'PENDING', 'UNKNOWN') THEN 'FAILED'::"WriteOperationState" ELSE state END
    WHERE borrower_id = ${borrowerId} AND event_id IS NOT NULL`;
}
