// The cookie by which a device is known again: who has signed in on it before. It opens nothing; it only keeps the
// failures of strangers from counting against the owner of an account (OWASP, "Device cookies").
import "server-only";
import { randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { isHttps, SESSION_COOKIE } from "@/lib/session-cookie";

const HALF_A_YEAR_SECONDS = 180 * 24 * 60 * 60;
const MOST_PEOPLE = 5; // of a family or an office, the last ones first
const SALT = "known device"; // another key than the session's: neither cookie can be passed off as the other
const NAME = `${isHttps ? "__Host-" : ""}modern-lending.device`;

export type Device = { readonly id: string; readonly userIds: readonly string[] };

/** The device that asks, or null when nobody has signed in on it, or its cookie was altered or is too old. */
export async function knownDevice(): Promise<Device | null> {
  const token = (await cookies()).get(NAME)?.value;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: env.NEXTAUTH_SECRET, salt: SALT });
    if (typeof claims?.device !== "string" || !Array.isArray(claims.people)) return null;
    return { id: claims.device, userIds: claims.people.map(String) };
  } catch {
    return null; // jose throws on anything that this server did not encrypt itself
  }
}

/** Remembers that this person has signed in on the device that asks. Only an action or a route handler may call this. */
export async function rememberDevice(userId: string): Promise<void> {
  const device = await knownDevice();
  const others = device?.userIds.filter((id) => id !== userId) ?? [];
  const token = await encode({
    token: { device: device?.id ?? randomUUID(), people: [userId, ...others].slice(0, MOST_PEOPLE) },
    secret: env.NEXTAUTH_SECRET,
    salt: SALT,
    maxAge: HALF_A_YEAR_SECONDS,
  });
  (await cookies()).set(NAME, token, { ...SESSION_COOKIE.options, maxAge: HALF_A_YEAR_SECONDS });
}
