import { coalesce } from "@/lib/coalesce";
import { db } from "@/lib/db";

/** Everything of the event is in the books. */
export const finishEvent = coalesce(async (ids: readonly bigint[]): Promise<void[]> => {
  await db.$executeRaw`
    UPDATE writeback_events e SET state = 'DONE', done_at = clock_timestamp(), is_feed_waiting = false, tries = 0
    FROM (SELECT id FROM writeback_events WHERE id = ANY (${[...ids]}) ORDER BY id FOR UPDATE) AS locked
    WHERE e.id = locked.id AND e.state IN ('QUEUED', 'WRITING')`;
  return ids.map(() => undefined);
});
