// Ties session rows to the cookie of the browser that asks. Only actions and route handlers may call these.
import "server-only";
import { db } from "@/lib/db";
import { rememberDevice } from "@/lib/device-cookie";
import { now } from "@/lib/clock";
import type { RequestOrigin } from "@/lib/request-origin";
import { deleteSessionToken, readSessionToken, writeSessionToken } from "@/lib/session-token";
import { createSession } from "./create-session";

/** Signs this browser in as `userId`; whoever was signed in on it before is signed out. */
export async function startBrowserSession(userId: string, request: RequestOrigin): Promise<void> {
  await endRow();
  const { sessionId } = await createSession({ userId, ...request });
  await writeSessionToken({ userId, sessionId });
  await rememberDevice(userId);
}

/** Signs this browser out: the row ends, so a copy of the cookie is worth nothing, and the cookie goes. */
export async function endBrowserSession(): Promise<void> {
  await endRow();
  await deleteSessionToken();
}

async function endRow() {
  const claims = await readSessionToken();
  if (!claims) return;
  await db.session.updateMany({
    where: { id: claims.sessionId, userId: claims.userId, revokedAt: null },
    data: { revokedAt: now() },
  });
}
