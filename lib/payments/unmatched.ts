// Money that arrived and that nobody expected: an unknown reference, or another amount than announced.
import { db } from "@/lib/db";

/** How the note of such a message begins. */
export const UNMATCHED = "Unmatched incoming payment";

export type UnmatchedIncoming = { incomingId: string; note: string; receivedAt: string };

/** Incoming payments that an administrator has to look at, newest first. */
export async function listUnmatchedIncoming(): Promise<UnmatchedIncoming[]> {
  const messages = await db.webhookMessage.findMany({
    where: { topic: { startsWith: "incoming_payment_detail." } },
    orderBy: { receivedAt: "desc" },
    select: { objectId: true, status: true, note: true, receivedAt: true },
  });
  // Several messages tell of one payment, and one that was matched later is no longer open.
  const matched = new Set(
    messages.filter((message) => message.status === "PROCESSED").map((message) => message.objectId),
  );
  const open = new Map<string, UnmatchedIncoming>();
  for (const { objectId, note, receivedAt } of messages) {
    if (!objectId || matched.has(objectId) || open.has(objectId) || !note?.startsWith(UNMATCHED)) continue;
    open.set(objectId, { incomingId: objectId, note, receivedAt: receivedAt.toISOString() });
  }
  return [...open.values()];
}
