import "server-only";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { RequestOrigin } from "@/lib/request-origin";
import { SESSION_MAX_SECONDS } from "@/lib/session-cookie";

/** Opens a session row for one device. Only the row makes a cookie worth anything. */
export async function createSession(
  { userId, ipAddress, userAgent }: { userId: string } & Partial<RequestOrigin>,
  tx: Tx = db,
): Promise<{ sessionId: string }> {
  const instant = now();
  const { id } = await tx.session.create({
    data: {
      id: newId("ses"),
      userId,
      createdAt: instant,
      lastSeenAt: instant,
      expiresAt: new Date(instant.getTime() + SESSION_MAX_SECONDS * 1000),
      ipAddress: ipAddress ?? null,
      userAgent: userAgent ?? null,
    },
    select: { id: true },
  });
  return { sessionId: id };
}
