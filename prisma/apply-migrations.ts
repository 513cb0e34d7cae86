// Applies prisma/migrations without Prisma's native engine, which npm alone cannot provide. It keeps to Prisma's own
// conventions (folder names, checksums, table, advisory lock), so `prisma migrate deploy` stays usable on the database.
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runMigrations as installJobQueue } from "graphile-worker";
import pg from "pg";
import { versionFault } from "@/lib/server-version";

const FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));
const PRISMA_LOCK = 72707369; // the advisory lock that Prisma Migrate takes
const APP_ROLE = "modern_lending_app";

const LOCK_TIMEOUT_MS = 5000;
const LOCK_ATTEMPTS = 6;
const TURN_TIMEOUT_MS = 10 * 60 * 1000;
const PAST_THE_POOLER =
  "Migrations do not run through a connection pooler, because they hold a lock of their session: set MIGRATION_DATABASE_URL to a connection past it.";
const TRY_LATER = "Run npm run db:migrate again when fewer people are at work.";

const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * A migration that was rewritten with the same outcome, and its checksum before: where it is applied already, nothing is to be
 * done. `prisma migrate deploy` warns about it and goes on.
 */
const FORMER_CHECKSUMS: Record<string, string> = {
  // Servers before PostgreSQL 18 could not read it.
  "20260301000000_ledger_engine": "46d91d04c44fcf5b3e3a781a0ad289edc6760fb10ffb1e4c12d6607a36f632c6",
};

type Migration = { name: string; sql: string; checksum: string };

/** All migrations in order of their time stamp, with Prisma's checksum: SHA-256 of the file. */
function readMigrations(folder = FOLDER): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => {
      const sql = readFileSync(`${folder}/${name}/migration.sql`, "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Brings the database up to date, each migration in a separate transaction, and installs the job queue.
 *
 * @param ownerUrl a connection that may create roles and schemas; never the one that web and worker use
 * @param onApplied called after each one
 * @returns the names applied now
 * @throws when a migration that was applied has since been edited, or one fails (its changes are rolled back)
 */
export async function applyMigrations(
  ownerUrl: string,
  onApplied: (name: string) => void = () => {},
  lockTimeoutMs = LOCK_TIMEOUT_MS,
): Promise<string[]> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: `-c lock_timeout=${TURN_TIMEOUT_MS}`,
  });
  client.on("error", () => {}); // unheard it would end the process; the statement under way fails
  await client.connect().catch(nameThePooler);
  try {
    await requireFitServer(client);
    await waitForTurn(client);
    await client.query(`SET lock_timeout = ${lockTimeoutMs}`);
    await client.query(MIGRATIONS_TABLE);
    const applied = await appliedChecksums(client);
    const names = [];
    for (const migration of readMigrations()) {
      const checksum = applied.get(migration.name);
      if (checksum === undefined) {
        await applyOne(client, migration);
        names.push(migration.name);
        onApplied(migration.name);
      } else if (checksum !== migration.checksum && checksum !== FORMER_CHECKSUMS[migration.name]) {
        throw new Error(
          `The migration ${migration.name} was edited after it had been applied. Write a new one instead.`,
        );
      }
    }
    await migrateJobQueue(client, ownerUrl, lockTimeoutMs);
    return names;
  } catch (error) {
    throw isLockTimeout(error)
      ? new Error(`The migrations waited too long for a table that is in use. ${TRY_LATER}`, { cause: error })
      : error;
  } finally {
    await client.end();
  }
}

function nameThePooler(error: unknown): never {
  if (error instanceof Error && /startup parameter/.test(error.message))
    throw new Error(PAST_THE_POOLER, { cause: error });
  throw error;
}

/** @throws before anything is changed: the server is too old, or a pooler hands each statement to another session */
async function requireFitServer(client: pg.Client) {
  const { rows } = await client.query<{ version: number; wait: number }>(
    `SELECT current_setting('server_version_num')::int AS version,
            (SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout') AS wait`,
  );
  const { version, wait } = rows[0]!;
  const fault = versionFault(version);
  if (fault !== null) throw new Error(`${fault}. Nothing was changed.`);
  if (wait !== TURN_TIMEOUT_MS) throw new Error(PAST_THE_POOLER);
}

/** Only one process migrates at a time; the next one finds nothing left to do. */
async function waitForTurn(client: pg.Client) {
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new Error("Another process has been migrating this database for ten minutes. Look at it first.", {
      cause: error,
    });
  }
}

function isLockTimeout(error: unknown) {
  return error instanceof Error && "code" in error && error.code === "55P03";
}

async function appliedChecksums(client: pg.Client) {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function applyOne(client: pg.Client, { name, sql, checksum }: Migration, attempt = 1): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    // Whoever waits for a lock holds up all who come after it: better to let them pass and try again.
    if (isLockTimeout(error) && attempt < LOCK_ATTEMPTS)
      return applyOne(client, { name, sql, checksum }, attempt + 1);
    if (isLockTimeout(error))
      throw new Error(
        `The migration ${name} waited too long for a table that is in use. Nothing of it was applied. ${TRY_LATER}`,
        { cause: error },
      );
    throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** The queue's tables belong to the application's role, because graphile-worker hides their rows from all others. */
async function migrateJobQueue(client: pg.Client, ownerUrl: string, lockTimeoutMs: number) {
  const { rows } = await client.query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
  const database = rows[0]!.name;
  await client.query(`GRANT CREATE ON DATABASE ${database} TO ${APP_ROLE}`);
  const pgPool = new pg.Pool({
    connectionString: ownerUrl,
    max: 1,
    options: `-c role=${APP_ROLE} -c lock_timeout=${lockTimeoutMs}`,
  });
  try {
    await installJobQueue({ pgPool });
  } finally {
    await pgPool.end();
    await client.query(`REVOKE CREATE ON DATABASE ${database} FROM ${APP_ROLE}`);
  }
}
