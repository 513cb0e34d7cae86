import "server-only";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";

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
  await db.session.updateMany({
    where: { id: sessionId, userId, revokedAt: null },
    data: { revokedAt: now() },
  });
}

/** Ends every session of this person except the one that asks; says how many were open. */
export async function revokeOtherSessions(of: {
  userId: string;
  sessionId: string;
}): Promise<{ ended: number }> {
  const { count } = await db.session.updateMany({
    where: { userId: of.userId, id: { not: of.sessionId }, revokedAt: null, expiresAt: { gt: now() } },
    data: { revokedAt: now() },
  });
  return { ended: count };
}
