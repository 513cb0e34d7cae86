// Whether this server can do its work, for load balancers and whoever watches over it. It asks on a separate connection:
// one that waits behind people's requests would call a busy pool a dead database.
import pg from "pg";
import { connection } from "@/lib/connection-limits";
import { log } from "@/lib/log";
import { pendingMigrations } from "@/lib/pending-migrations";
import { isStopping } from "@/lib/server-state";

const DEADLINE_MS = 2000;
const QUEUE_IS_BEHIND_AFTER = "5 minutes";

export type Readiness = {
  isReady: boolean;
  checks: {
    server: "ok" | "stopping";
    database: "ok" | "unreachable";
    migrations: "ok" | "pending" | "unknown";
    /** "behind" leaves the server ready: pages work while the worker is down. */
    queue: "ok" | "behind" | "missing" | "unknown";
  };
};

/** True when the database answers within two seconds. */
export async function ping(): Promise<boolean> {
  return (await askAlive()) !== null;
}

/** Whether this server should be sent requests, and why not. */
export async function readiness(): Promise<Readiness> {
  const found = await askState();
  const checks = {
    server: isStopping() ? ("stopping" as const) : ("ok" as const),
    database: found ? ("ok" as const) : ("unreachable" as const),
    migrations: found?.migrations ?? ("unknown" as const),
    queue: found?.queue ?? ("unknown" as const),
  };
  const isReady =
    checks.server === "ok" && checks.migrations === "ok" && ["ok", "behind"].includes(checks.queue);
  return { isReady, checks };
}

const askAlive = probe((client) => client.query("SELECT 1"));
const askState = probe((client) =>
  inShortTransaction(client, async () => ({
    migrations: (await pendingMigrations(client)).length === 0 ? ("ok" as const) : ("pending" as const),
    queue: await queueState(client),
  })),
);

/** The server stops when nobody waits for it any more; set for the transaction alone, since a pooler shares the session. */
async function inShortTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query(`BEGIN; SET LOCAL statement_timeout = ${DEADLINE_MS}`);
  const answer = await work();
  await client.query("COMMIT");
  return answer;
}

async function queueState(client: pg.Client): Promise<"ok" | "behind" | "missing"> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS exists",
  );
  if (!tables[0]?.exists) return "missing";
  const { rows } = await client.query<{ isBehind: boolean }>(
    `SELECT EXISTS (SELECT FROM graphile_worker._private_jobs
                     WHERE is_available AND run_at < now() - $1::interval) AS "isBehind"`,
    [QUEUE_IS_BEHIND_AFTER],
  );
  return rows[0]?.isBehind ? "behind" : "ok";
}

/**
 * Makes a question of one that is asked on a separate kept connection, and answered with null when the database does not
 * answer in time. Callers who come while it is asked get the same answer: the address is open to anyone.
 */
function probe<T>(work: (client: pg.Client) => Promise<T>): () => Promise<T | null> {
  let connection: Promise<pg.Client> | null = null;
  let running: Promise<T | null> | null = null;

  async function ask(): Promise<T | null> {
    const opened = (connection ??= connect(() => (connection = null)));
    let timer: NodeJS.Timeout | undefined;
    try {
      const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("The database did not respond in time.")), DEADLINE_MS);
      });
      return await Promise.race([opened.then(work), tooLate]);
    } catch (error) {
      log.warn({ err: error }, "the health check failed");
      if (connection === opened) connection = null;
      void opened.then((client) => client.end()).catch(() => {}); // gone already
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  return () => (running ??= ask().finally(() => (running = null)));
}

async function connect(onLost: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection(),
    connectionTimeoutMillis: DEADLINE_MS,
    keepAlive: true,
  });
  client.on("error", onLost); // unheard it would end the process
  await client.connect();
  return client;
}
