// Ties session rows to the cookie of the browser that asks. Only actions and route handlers may call these.
import "server-only";
import { db } from "@/lib/db";
import { rememberDevice } from "@/lib/device-cookie";
import type { RequestOrigin } from "@/lib/request-origin";
import { createSession, endSessions, type SignInMethod } from "@/lib/session-rows";
import { recordSignIn } from "./sign-ins";
import { deleteSessionToken, readSessionToken, writeSessionToken } from "@/lib/session-token";

/** Signs this browser in as `userId`; whoever was signed in on it before is signed out. */
export async function startBrowserSession(
  userId: string,
  request: RequestOrigin,
  method: SignInMethod = "password",
): Promise<void> {
  await endRow();
  const { sessionId } = await createSession(db, { userId, method, ...request });
  await writeSessionToken({ userId, sessionId });
  await recordSignIn(db, { userId, method, outcome: "signed-in", ...request });
  await rememberDevice(userId);
}

/** Signs this browser out: the row ends, so a copy of the cookie is useless, and the cookie is deleted. */
export async function endBrowserSession(): Promise<void> {
  await endRow();
  await deleteSessionToken();
}

async function endRow() {
  const claims = await readSessionToken();
  if (!claims) return;
  await endSessions(db, { userId: claims.userId, sessionId: claims.sessionId });
}
