import "server-only";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { RoleName } from "@/lib/session";
import { SESSION_IDLE_SECONDS } from "@/lib/session-cookie";
import { deviceInWords } from "./device";

export type SessionRow = {
  id: string;
  device: string;
  ipAddress: string | null;
  createdAt: string; // instants
  lastSeenAt: string;
  isCurrent: boolean;
};

/** The open sessions of one person, the one that asks first, then by last use. */
export async function listSessions(of: { userId: string; sessionId: string }): Promise<SessionRow[]> {
  const instant = now();
  const idleSince = new Date(instant.getTime() - SESSION_IDLE_SECONDS * 1000);
  const sessions = await db.session.findMany({
    where: { userId: of.userId, revokedAt: null, expiresAt: { gt: instant }, lastSeenAt: { gt: idleSince } },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
  });
  const rows = sessions.map((session) => ({
    id: session.id,
    device: deviceInWords(session.userAgent),
    ipAddress: session.ipAddress,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    isCurrent: session.id === of.sessionId,
  }));
  return rows.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

export type PastSession = {
  id: string;
  device: string;
  ipAddress: string | null;
  createdAt: string; // instants of the server
  lastSeenAt: string;
  isOpen: boolean;
};

/** The latest sessions of one person, open or ended, for staff. */
export async function listRecentSessions(userId: string): Promise<PastSession[]> {
  const instant = now();
  const idleSince = new Date(instant.getTime() - SESSION_IDLE_SECONDS * 1000);
  const sessions = await db.session.findMany({
    where: { userId },
    orderBy: { lastSeenAt: "desc" },
    take: 20,
  });
  return sessions.map((session) => ({
    id: session.id,
    device: deviceInWords(session.userAgent),
    ipAddress: session.ipAddress,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    isOpen: session.revokedAt === null && session.expiresAt > instant && session.lastSeenAt > idleSince,
  }));
}

export async function rolesOf(userId: string): Promise<RoleName[]> {
  const roles = await db.userRole.findMany({ where: { userId }, select: { role: true } });
  return roles.map(({ role }) => role);
}

/** The person behind an email address, for the one-click sign-in of the sandbox. */
export async function findUserByEmail(email: string): Promise<{ userId: string; roles: RoleName[] } | null> {
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, roles: { select: { role: true } } },
  });
  return user && { userId: user.id, roles: user.roles.map(({ role }) => role) };
}
