import "server-only";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { endSessions } from "@/lib/session-rows";

/** Ends one session of this person at once. Ending it twice is fine; someone else's is not there. */
export async function revokeSession({
  userId,
  sessionId,
}: {
  userId: string;
  sessionId: string;
}): Promise<void> {
  const found = await db.session.findFirst({ where: { id: sessionId, userId }, select: { id: true } });
  if (!found) throw new DomainError("not-found", "This session has already ended.");
  await endSessions(db, { userId, sessionId });
}

/** Ends every session of this person except the one that asks; says how many were open. */
export async function revokeOtherSessions(of: {
  userId: string;
  sessionId: string;
}): Promise<{ ended: number }> {
  return { ended: await endSessions(db, { userId: of.userId, except: of.sessionId }) };
}
