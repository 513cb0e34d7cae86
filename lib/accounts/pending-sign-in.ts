// Between the password and the code: a cookie that names who has entered the right password, for ten minutes. It opens nothing.
import "server-only";
import { createHash } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import type { RoleName } from "@/lib/session";
import { isHttps, SESSION_COOKIE } from "@/lib/session-cookie";

const SECONDS = 10 * 60;
const SALT = "pending sign-in"; // another key than the session's: neither cookie can be passed off as the other
const NAME = `${isHttps ? "__Host-" : ""}modern-lending.pending`;

export type PendingSignIn = {
  userId: string;
  email: string;
  roles: RoleName[];
  next: string | undefined;
};

/** Only an action may call this. */
export async function startPendingSignIn(userId: string, next: string | undefined): Promise<void> {
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const token = await encode({
    token: { sub: userId, next, password: fingerprint(passwordHash) },
    secret: env.NEXTAUTH_SECRET,
    salt: SALT,
    maxAge: SECONDS,
  });
  (await cookies()).set(NAME, token, { ...SESSION_COOKIE.options, maxAge: SECONDS });
}

/** Who has entered the right password on this browser; null when nobody has, or too long ago, or the password has changed since. */
export async function readPendingSignIn(): Promise<PendingSignIn | null> {
  const token = (await cookies()).get(NAME)?.value;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: env.NEXTAUTH_SECRET, salt: SALT });
    const user = await db.user.findUnique({ where: { id: claims?.sub ?? "" }, include: { roles: true } });
    if (!user || user.closedAt || claims?.password !== fingerprint(user.passwordHash)) return null;
    return {
      ...{ userId: user.id, email: user.email, roles: user.roles.map(({ role }) => role) },
      next: typeof claims.next === "string" ? claims.next : undefined,
    };
  } catch {
    return null; // jose throws on anything that this server did not encrypt itself
  }
}

/** Only an action may call this. */
export async function endPendingSignIn(): Promise<void> {
  (await cookies()).set(NAME, "", { ...SESSION_COOKIE.options, maxAge: 0 });
}

function fingerprint(passwordHash: string): string {
  return createHash("sha256").update(passwordHash).digest("base64url");
}
