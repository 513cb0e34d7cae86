// How the session cookie is called and sent: one description for our own actions, for next-auth and for proxy.ts.
import { env } from "@/lib/env";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A session ends after an hour without a request and after half a day in any case (within NIST SP 800-63B, AAL2). */
export const SESSION_IDLE_SECONDS = HOUR;
export const SESSION_MAX_SECONDS = 12 * HOUR;

/** Over plain http (one machine, tests) a browser would drop a Secure cookie, and `__Host-` asks for Secure. */
export const isHttps = new URL(env.APP_URL).protocol === "https:";

export const SESSION_COOKIE = {
  name: `${isHttps ? "__Host-" : ""}modern-lending.session`,
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps },
} as const;
