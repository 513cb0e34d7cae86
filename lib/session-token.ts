// The next-auth JWT in the cookie. It says only who (`sub`) and which session row (`sid`); everything else, above all
// what this person may do, is read from the database on each request.
import "server-only";
import { decode, encode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { SESSION_COOKIE, SESSION_MAX_SECONDS } from "@/lib/session-cookie";

export type SessionClaims = { readonly userId: string; readonly sessionId: string };

/** What the cookie claims, or null when there is none, it was altered or it is too old. Not yet proof of a session. */
export async function readSessionToken(): Promise<SessionClaims | null> {
  const token = (await cookies()).get(SESSION_COOKIE.name)?.value;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: env.NEXTAUTH_SECRET });
    if (typeof claims?.sub !== "string" || typeof claims.sid !== "string") return null;
    return { userId: claims.sub, sessionId: claims.sid };
  } catch {
    return null; // jose throws on anything that this server did not encrypt itself
  }
}

/** Only an action or a route handler may call this: Next sets no cookies while it renders. */
export async function writeSessionToken({ userId, sessionId }: SessionClaims) {
  const token = await encode({
    token: { sub: userId, sid: sessionId },
    secret: env.NEXTAUTH_SECRET,
    maxAge: SESSION_MAX_SECONDS,
  });
  (await cookies()).set(SESSION_COOKIE.name, token, {
    ...SESSION_COOKIE.options,
    maxAge: SESSION_MAX_SECONDS,
  });
}

export async function deleteSessionToken() {
  // Without its own attributes a browser ignores the deletion of a __Host- cookie.
  (await cookies()).set(SESSION_COOKIE.name, "", { ...SESSION_COOKIE.options, maxAge: 0 });
}
