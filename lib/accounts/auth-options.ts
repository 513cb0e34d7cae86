// next-auth's own endpoints (/api/auth/…), on the same rules as our sign-in page: same limits, same session rows,
// same cookie. docs/decisions/0005-sessions.md says why the page does not go through them.
import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { knownDevice, rememberDevice } from "@/lib/device-cookie";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { requestOrigin } from "@/lib/request-origin";
import { optionalActor } from "@/lib/session";
import { isHttps, SESSION_COOKIE, SESSION_MAX_SECONDS } from "@/lib/session-cookie";
import { createSession } from "@/lib/session-rows";
import { revokeSession } from "@/lib/identity/revoke-sessions";
import { signInInput } from "@/lib/identity/schemas";
import { recordSignIn } from "@/lib/identity/sign-ins";
import { verifyCredentials } from "@/lib/identity/verify-credentials";
import { hasSecondFactor } from "./second-factor";
import { takeCodeAtSignIn } from "./sign-in";

export const authOptions: AuthOptions = {
  secret: env.NEXTAUTH_SECRET,
  useSecureCookies: isHttps,
  session: { strategy: "jwt", maxAge: SESSION_MAX_SECONDS },
  cookies: { sessionToken: SESSION_COOKIE },
  pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
      async authorize(credentials) {
        const parsed = signInInput.pick({ email: true, password: true }).safeParse({
          email: credentials?.email,
          password: credentials?.password,
        });
        if (!parsed.success) return null;
        return openSession({ ...parsed.data, code: String(credentials?.code ?? "") });
      },
    }),
  ],
  callbacks: {
    async jwt({ token, user }) {
      if (user) return { sub: user.id, sid: user.sessionId };
      // Thrown, next-auth drops the cookie instead of prolonging a session that has ended.
      if (!(await optionalActor())) throw new Error("The session has ended.");
      return { sub: token.sub, sid: token.sid };
    },
    async session({ session }) {
      const actor = await optionalActor();
      return { ...session, user: actor ? { name: actor.name, email: actor.email } : undefined };
    },
  },
  events: {
    async signOut({ token }) {
      if (token?.sub && token.sid) await revokeSession({ userId: token.sub, sessionId: token.sid });
    },
  },
  logger: {
    error: (code, metadata) => log.warn({ code, metadata }, "next-auth"),
    warn: (code) => log.warn({ code }, "next-auth"),
  },
};

async function openSession({ code, ...credentials }: { email: string; password: string; code: string }) {
  const request = await requestOrigin();
  try {
    const { ipAddress, userAgent } = request;
    const { userId } = await verifyCredentials(credentials, ipAddress, await knownDevice(), userAgent);
    const method = (await hasSecondFactor(userId))
      ? await takeCodeAtSignIn(userId, code, request)
      : "password";
    const { sessionId } = await createSession(db, { userId, method, ...request });
    await recordSignIn(db, { userId, method, outcome: "signed-in", ...request });
    await rememberDevice(userId);
    return { id: userId, sessionId };
  } catch (error) {
    if (error instanceof DomainError) return null; // the page shows one sentence for every refusal
    throw error;
  }
}
