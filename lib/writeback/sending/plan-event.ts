import { coalesce } from "@/lib/coalesce";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { WriteEvent } from "@/prisma/generated/client";
import { postingsOf } from "./prepare-operation";

/** Writes down the operations that an event needs, once, in their order. */
export const planEvent = coalesce(async (events: readonly WriteEvent[]): Promise<void[]> => {
  const operations = events.flatMap((event) =>
    postingsOf(event).map(({ kind }, position) => ({
      id: newId("wbo"),
      event_id: String(event.id),
      borrower_id: event.borrowerId,
      position,
      kind,
    })),
  );
  await db.$executeRaw`
    WITH begun AS (
      UPDATE writeback_events e SET state = 'WRITING'
      FROM (SELECT id FROM writeback_events WHERE id = ANY (${events.map(({ id }) => id)}) ORDER BY id FOR UPDATE) AS locked
      WHERE e.id = locked.id AND e.state = 'QUEUED' RETURNING e.id)
    INSERT INTO writeback_operations (id, event_id, borrower_id, position, kind)
    SELECT r.id, r.event_id, r.borrower_id, r.position, r.kind
    FROM json_populate_recordset(NULL::writeback_operations, ${JSON.stringify(operations)}::json) r
    JOIN begun ON begun.id = r.event_id
    ON CONFLICT (event_id, position) DO NOTHING`;
  return events.map(() => undefined);
});
