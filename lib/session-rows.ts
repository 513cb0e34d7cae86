// The rows of signed-in devices. Only this file writes them; who may call is decided by lib/session.ts and lib/identity.
import "server-only";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { RequestOrigin } from "@/lib/request-origin";
import { SESSION_MAX_SECONDS } from "@/lib/session-cookie";

/** By what a person proved who they are: `demo` is the sandbox's one click. */
export type SignInMethod = "password" | "totp" | "recovery" | "passkey" | "demo";

/** Opens a row for one device. Only the row makes a cookie worth anything. */
export async function createSession(
  tx: Tx,
  {
    userId,
    ipAddress,
    userAgent,
    method = "password",
  }: { userId: string; method?: SignInMethod } & Partial<RequestOrigin>,
): Promise<{ sessionId: string }> {
  const instant = now();
  const { id } = await tx.session.create({
    data: {
      id: newId("ses"),
      userId,
      method,
      factorAt: instant,
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

/** Notes that the device was seen; a session that was ended stays as it is. */
export async function touchSession(tx: Tx, sessionId: string, instant: Date): Promise<void> {
  await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: instant } });
}

/** Notes that the person at this session has proved again who they are. */
export async function confirmSession(tx: Tx, sessionId: string, instant: Date): Promise<void> {
  await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { factorAt: instant } });
}

/**
 * Ends sessions of one person at once: one, or all but one (null: all) that have not run out. Ending one twice changes nothing.
 *
 * @returns how many were ended now
 */
export async function endSessions(
  tx: Tx,
  { userId, ...which }: { userId: string } & ({ sessionId: string } | { except: string | null }),
): Promise<number> {
  const instant = now();
  const { count } = await tx.session.updateMany({
    where: {
      userId,
      revokedAt: null,
      ...("sessionId" in which
        ? { id: which.sessionId }
        : {
            ...(which.except !== null && { id: { not: which.except } }),
            expiresAt: { gt: instant },
          }),
    },
    data: { revokedAt: instant },
  });
  return count;
}
