import { coalesce } from "@/lib/coalesce";
import { db } from "@/lib/db";
import { sqlRows } from "@/lib/sql-rows";

type Release = {
  eventId: bigint;
  /** When the event was loaded its next step was due then; news that came since has moved it, and then it stays where it is. */
  seenNextAt: Date | null;
  nextAt: Date | null; // null: as it was
  isTry: boolean;
};

/** Gives the lease on an event back, with the time of its next step. */
export const releaseEvent = coalesce(async (releases: readonly Release[]): Promise<void[]> => {
  const rows = releases.map(({ eventId, seenNextAt, nextAt, isTry }) => ({
    id: eventId,
    seen: seenNextAt,
    next: nextAt,
    tries: isTry ? 1 : 0,
  }));
  await db.$executeRaw`
    WITH released AS (
      SELECT * FROM ${sqlRows("r", { id: "bigint", seen: "timestamptz", next: "timestamptz", tries: "int" }, rows)}
    ), locked AS MATERIALIZED (
      SELECT id FROM writeback_events WHERE id IN (SELECT id FROM released) ORDER BY id FOR UPDATE)
    UPDATE writeback_events e SET
      lease_until = NULL,
      next_at = CASE WHEN r.next IS NULL OR e.next_at <> r.seen THEN e.next_at ELSE r.next END,
      tries = CASE WHEN e.next_at <> r.seen THEN e.tries ELSE e.tries + r.tries END
    FROM released r JOIN locked USING (id)
    WHERE e.id = r.id`;
  return releases.map(() => undefined);
});
