// A process may start before its database: the machine has just come up, or the server recovers from a crash. It waits and
// tries again instead of failing.
import pg from "pg";
import { isTransient } from "@/lib/transient-errors";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;
const PATIENCE_MS = 5000;

/** True when the same connection may succeed a moment later; false when only a person can help, as with a wrong password. */
export function isNotYet(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isNotYet);
  return isTransient(error) || (error instanceof Error && "code" in error && error.code === "ENOENT"); // its socket file
}

/** The pause after the attempt of this number: 250 ms, doubled each time, at most 5 s. */
export function pauseAfter(attempt: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
}

/**
 * Resolves when the database answers. It waits as long as the server is not there yet, and says so.
 *
 * @param say gets a sentence after the first failure and then as the pauses grow
 * @throws when waiting cannot help: a wrong password, a database that does not exist
 */
export async function waitForDatabase(url: string, say: (sentence: string) => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const failure = await failureOf(url);
    if (failure === null) {
      if (attempt > 1) say("The database is ready.");
      return;
    }
    if (!isNotYet(failure))
      throw new Error(`The database refuses the connection: ${reasonOf(failure)}.`, { cause: failure });
    const pause = pauseAfter(attempt);
    say(
      `The database is not ready (${reasonOf(failure)}). Trying again in ${(pause / 1000).toFixed(pause < 1000 ? 2 : 0)} s.`,
    );
    await new Promise((wait) => setTimeout(wait, pause));
  }
}

async function failureOf(url: string): Promise<unknown> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  client.on("error", () => {}); // unheard it would end the process
  try {
    await client.connect();
    await client.query("SELECT 1");
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return first instanceof Error && first.message ? first.message : String(first);
}
