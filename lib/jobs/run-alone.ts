// Work that only one process does at a time. It holds a database lock on a separate connection, which is released
// at once when the process dies; in a transaction, so that the lock also works behind a connection pooler.
import pg from "pg";
import { connection } from "@/lib/connection-limits";
import type { Tx } from "@/lib/db";

/**
 * Does `work` unless another process is running work of this name.
 *
 * @param work gets a function that throws when the lock was lost with its connection
 * @returns false when another process is running it: nothing was done
 */
export async function runAlone(
  name: string,
  work: (requireLock: () => Promise<unknown>) => Promise<void>,
): Promise<boolean> {
  const client = new pg.Client({ ...connection(), keepAlive: true });
  client.on("error", () => {}); // unheard it would end the process; the next requireLock throws
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0");
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

/** Whether no process is running work of this name; if so, none begins it before the transaction ends. */
export async function nobodyRuns(tx: Tx, name: string): Promise<boolean> {
  const [lock] = await tx.$queryRaw<{ got: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS got`;
  return lock!.got;
}
