import { coalesce } from "@/lib/coalesce";
import { db } from "@/lib/db";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import { findDestinations, type Destination } from "@/lib/writeback/books/target";

export type LoadedEvent = {
  event: WriteEvent;
  operations: WriteOperation[]; // in their order
  destination: Destination | null;
};

/** An event with everything that its next step depends on, as it is now. */
export const loadEvent = coalesce(async (ids: readonly bigint[]): Promise<LoadedEvent[]> => {
  const events = await db.writeEvent.findMany({
    where: { id: { in: [...ids] } },
    include: { operations: { orderBy: { position: "asc" } } },
  });
  const destinations = await findDestinations(db, [...new Set(events.map(({ borrowerId }) => borrowerId))]);
  const byId = new Map(events.map((row) => [row.id, row]));
  return ids.map((id) => {
    const { operations, ...event } = byId.get(id)!;
    return { event, operations, destination: destinations.get(event.borrowerId) ?? null };
  });
});
