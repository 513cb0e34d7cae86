// Asked once when web server or worker starts, on a connection like those that the product will use.
import pg from "pg";
import { connection, LIMITS, WEB, WORKER, type Limits } from "@/lib/connection-limits";
import { databaseFaults, limitFaults, type DatabaseFacts } from "@/lib/database-faults";
import { env, isSandbox } from "@/lib/env";
import { pendingMigrations, pendingSentence } from "@/lib/pending-migrations";
import { isRemoteDatabase } from "@/lib/production-settings";

const PATIENCE_MS = 10_000;

/** Where the processes of a kind find the database, and the limits that they must have there. */
export function databaseOf(kind: "web" | "worker"): { url: string; limits: Limits } {
  return kind === "web"
    ? { url: env.DATABASE_URL, limits: WEB }
    : { url: env.WORKER_DATABASE_URL ?? env.DATABASE_URL, limits: WORKER };
}

/** @throws Error with everything that is wrong with the database, a line each */
export async function requireUsableDatabase(kind: "web" | "worker"): Promise<void> {
  const { url, limits } = databaseOf(kind);
  const faults = await faultsOfDatabase(url, !isSandbox, limits);
  if (faults.length > 0) throw new Error(`The database cannot be used:\n  ${faults.join(".\n  ")}.`);
}

/** Sentences without their full stops; none when everything is as it must be. */
export async function faultsOfDatabase(
  url: string,
  isProduction: boolean,
  limits: Limits = LIMITS,
): Promise<string[]> {
  const how = connection(limits, url);
  const wereSent = how.options !== undefined;
  const client = new pg.Client({
    ...how,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  client.on("error", () => {}); // unheard it would end the process
  try {
    await client.connect();
    const facts = await readFacts(client);
    const faults = databaseFaults(facts, { isProduction, isRemote: isRemoteDatabase(url) });
    if (faults.length > 0) return faults;
    const pending = pendingSentence(await pendingMigrations(client));
    return pending === null ? limitFaults(facts, limits, wereSent) : [pending];
  } catch (error) {
    const sentence = sentenceOf(error, limits);
    if (sentence === null) throw error;
    return [sentence];
  } finally {
    await client.end().catch(() => {});
  }
}

async function readFacts(client: pg.Client): Promise<DatabaseFacts> {
  const { rows } = await client.query<DatabaseFacts>(`
    SELECT current_user::text AS "currentUser", session_user::text AS "sessionUser", r.rolsuper AS "isSuperuser",
           coalesce(pg_has_role(session_user, o.oid, 'MEMBER'), false) AS "ownsLedger",
           current_setting('server_version_num')::int AS version,
           coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS "isEncrypted",
           (SELECT jsonb_object_agg(split_part(name, '_', 1), setting::int) FROM pg_settings
             WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')) AS limits
      FROM pg_roles r LEFT JOIN pg_roles o ON o.rolname = 'ledger_owner'
     WHERE r.rolname = session_user`);
  return rows[0]!;
}

/** What the refusal of the connection means, where it is not the server's being away. */
function sentenceOf(error: unknown, limits: Limits): string | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "22023" || code === "42704")
    return "The database has never been migrated: run npm run db:migrate, then start again";
  if (code === "42501")
    return "The user in DATABASE_URL may not act as the role modern_lending_app: grant it that role, or connect as it";
  if (code === "08P01" && /startup parameter/.test((error as Error).message))
    return limits === WEB
      ? "A connection pooler refuses what this login needs: let DATABASE_URL log in as modern_lending_app, which needs nothing"
      : "A connection pooler refuses the limits of worker and tools: set WORKER_DATABASE_URL to a connection past it";
  return null;
}
