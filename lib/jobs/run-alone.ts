// Work that one process of all does at a time. Who does it holds a lock of the database on a separate connection, and so lets
// go of it at once when it dies; in a transaction, so that the lock holds behind a pooler of connections as well.
import pg from "pg";
import { connectionOptions, LIMITS } from "@/lib/connection-limits";
import type { Tx } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * Does `work` unless somebody else is at the work of this name.
 *
 * @param work gets a function that throws when the lock was lost with its connection
 * @returns false when somebody else is at it: nothing was done
 */
export async function runAlone(
  name: string,
  work: (requireLock: () => Promise<unknown>) => Promise<void>,
): Promise<boolean> {
  const client = new pg.Client({
    connectionString: env.DATABASE_URL,
    keepAlive: true,
    options: connectionOptions({ ...LIMITS, idle: 0 }),
  });
  client.on("error", () => {}); // unheard it would end the process; the next requireLock throws
  await client.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ got: boolean }>(
      "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got",
      [name],
    );
    if (!rows[0]?.got) return false;
    await work(() => client.query("SELECT 1"));
    return true;
  } finally {
    await client.end().catch(() => {}); // gone already
  }
}

/** Whether nobody is at the work of this name; then nobody begins it before the transaction ends. */
export async function nobodyRuns(tx: Tx, name: string): Promise<boolean> {
  const [lock] = await tx.$queryRaw<{ got: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS got`;
  return lock!.got;
}
