// Asked once when web server or worker starts, on a connection like those that the product will use.
import pg from "pg";
import { connectionOptions } from "@/lib/connection-limits";
import { databaseFaults, type DatabaseFacts } from "@/lib/database-faults";
import { env, isSandbox } from "@/lib/env";
import { pendingMigrations, pendingSentence } from "@/lib/pending-migrations";
import { isRemoteDatabase } from "@/lib/production-settings";

const PATIENCE_MS = 10_000;

/** @throws Error with everything that is wrong with the database, a line each */
export async function requireUsableDatabase(): Promise<void> {
  const faults = await faultsOfDatabase(env.DATABASE_URL, !isSandbox);
  if (faults.length > 0) throw new Error(`The database cannot be used:\n  ${faults.join(".\n  ")}.`);
}

/** Sentences without their full stops; none when everything is as it must be. */
export async function faultsOfDatabase(url: string, isProduction: boolean): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    options: connectionOptions(),
  });
  client.on("error", () => {}); // unheard it would end the process
  try {
    await client.connect();
    const facts = await readFacts(client);
    const faults = databaseFaults(facts, { isProduction, isRemote: isRemoteDatabase(url) });
    const pending = faults.length === 0 ? pendingSentence(await pendingMigrations(client)) : null;
    return pending === null ? faults : [...faults, pending];
  } catch (error) {
    const sentence = sentenceOf(error);
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
           coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS "isEncrypted"
      FROM pg_roles r LEFT JOIN pg_roles o ON o.rolname = 'ledger_owner'
     WHERE r.rolname = session_user`);
  return rows[0]!;
}

/** What the refusal of the connection means, where it is not the server's being away. */
function sentenceOf(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "22023" || code === "42704")
    return "The database has never been migrated: run npm run db:migrate, then start again";
  if (code === "42501")
    return "The user in DATABASE_URL may not act as the role modern_lending_app: grant it that role, or connect as it";
  if (code === "08P01")
    return "A connection pooler refuses the startup parameter options: connect to the server directly, or allow it";
  return null;
}
