// For the sandbox only: it has its own date, by which it judges how old a feed line is.
import type { IsoDate } from "@/lib/calendar/dates";
import { env, isSandbox } from "@/lib/env";
import { log } from "@/lib/log";

const TIMEOUT_MS = 10_000;

/** Sets the sandbox's date. Writing to the books may wait, so one that does not answer is no reason to stop. */
export async function setBooksDate(date: IsoDate): Promise<void> {
  if (!isSandbox) return;
  try {
    await fetch(new URL("/_control/clock", env.CODAT_BASE_URL), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ date }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: "no-store",
    });
  } catch {
    log.warn({ date }, "The sandbox accounting software is not responding; its date was not changed.");
  }
}
