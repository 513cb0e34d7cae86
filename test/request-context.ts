// Replaces the request that Next puts around a page or an action: a cookie jar and headers. Use it with
// vi.mock("next/headers", () => import("@/test/request-context"));
// so that the real session code runs against the real database.
import { vi } from "vitest";

type Cookie = { value: string; options: Record<string, unknown> };

export const jar = new Map<string, Cookie>();
export const requestHeaders = new Headers();

export async function cookies() {
  return {
    get: (name: string) => jar.get(name),
    set: (name: string, value: string, options: Record<string, unknown>) => {
      if (options.maxAge === 0) jar.delete(name);
      else jar.set(name, { value, options });
    },
  };
}

export async function headers() {
  return requestHeaders;
}

/** Signs the stand-in browser in as this person, or out. */
export async function browseAs(userId: string | null) {
  const { endBrowserSession, startBrowserSession } = await import("@/lib/identity/browser-session");
  if (!userId) return endBrowserSession();
  return startBrowserSession(userId, {
    ipAddress: "192.0.2.7",
    userAgent: "Mozilla/5.0 (X11; Linux) Firefox/140.0",
  });
}

/** A form as a browser sends it. */
export function form(fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

/** How a page or an action ended: "/sign-in" for a redirect, "not found", or undefined when it came to its end. */
export async function endingOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    if (digest.startsWith("NEXT_REDIRECT;")) return digest.split(";")[2];
    if (digest === "NEXT_HTTP_ERROR_FALLBACK;404") return "not found";
    throw error;
  }
}

/** Moves what lib/clock calls now; the machine's own clock stays. */
export function at(instant: Date) {
  vi.useFakeTimers({ toFake: ["Date"], now: instant });
}
