// Moves the product to a server of a newer major version by logical replication: the new one is filled while people work on the old
// one, and the application is away only for the moment in which the last changes, the sequences and a comparison are made. Everything is
// done with what PostgreSQL 15 has; no program of either server is needed.
import pg from "pg";

const NAME = "modern_lending_upgrade";
const SCHEMAS = ["public", "ledger", "graphile_worker"];
const MOST_CATCHING_UP_MS = 10 * 60_000;
const LOOK_AGAIN_MS = 200;

export type Servers = {
  /** A superuser's address of the old server's database. */
  from: string;
  /** A superuser's address of the new server's database, which `db:migrate` has made. */
  to: string;
  /** How the new server reaches the old one, where that is another address than ours. */
  fromAsSeenByNew?: string | undefined;
};

export type Progress = {
  tables: number;
  /** Tables whose rows are still copied for the first time. */
  copying: string[];
  /** WAL of the old server that the new one has not taken yet. */
  behindBytes: number;
};

export type Outcome = { tables: number; rows: number; sequences: number };

export class UpgradeRefused extends Error {}

type Clients = { old: pg.Client; new: pg.Client };

/**
 * Starts to copy everything and to follow what changes.
 *
 * @throws UpgradeRefused with what has to be done first; nothing was changed then
 */
export async function prepare(servers: Servers): Promise<Progress> {
  return withBoth(servers, async (both) => {
    await requireFit(both);
    const tables = await tablesOf(both.new);
    await both.new.query("BEGIN");
    // What the migrations wrote is in the old database too, and its triggers keep what is there.
    await both.new.query("SET LOCAL session_replication_role = replica");
    await both.new.query(`TRUNCATE ${tables.join(", ")}`);
    await both.new.query("COMMIT");
    await both.old.query(`CREATE PUBLICATION ${NAME} FOR ALL TABLES`);
    const source = both.new.escapeLiteral(servers.fromAsSeenByNew ?? servers.from);
    await both.new.query(`CREATE SUBSCRIPTION ${NAME} CONNECTION ${source} PUBLICATION ${NAME}`);
    return progressOf(both);
  });
}

/** How far the copy is. */
export async function status(servers: Servers): Promise<Progress> {
  return withBoth(servers, progressOf);
}

/**
 * The cut-over, with web servers and workers stopped: the old database takes no more writes, the new one gets the last changes and the
 * sequences, which logical replication leaves out, and every table is compared row by row before the two are separated.
 *
 * @throws UpgradeRefused when somebody is still connected, the new server does not catch up, or a table differs; the old database takes
 *   writes again then, and nothing is lost
 */
export async function finish(servers: Servers, say: (line: string) => void): Promise<Outcome> {
  return withBoth(servers, async (both) => {
    await requireSubscription(both);
    await requireNobody(both.old);
    await setReadOnly(both.old, true);
    try {
      await requireNobody(both.old); // who came in between may write
      say("the old database takes no more writes");
      await caughtUp(both);
      say("the new database has everything");
      const sequences = await copySequences(both);
      say(`${sequences} sequences copied`);
      const compared = await compareTables(both);
      say(`${compared.tables} tables with ${compared.rows} rows are the same on both servers`);
      await both.new.query(`DROP SUBSCRIPTION ${NAME}`); // and its slot on the old server
      await both.old.query(`DROP PUBLICATION ${NAME}`);
      await both.new.query("ANALYZE"); // the planner's statistics are not copied either
      return { ...compared, sequences };
    } catch (error) {
      await setReadOnly(both.old, false);
      throw error;
    }
  });
}

/** Ends the attempt: the old server goes on as before, and the new database is to be thrown away. */
export async function giveUp(servers: Servers): Promise<void> {
  await withBoth(servers, async (both) => {
    await setReadOnly(both.old, false);
    await both.new.query(`DROP SUBSCRIPTION IF EXISTS ${NAME}`);
    await both.old.query(`DROP PUBLICATION IF EXISTS ${NAME}`);
  });
}

async function withBoth<T>({ from, to }: Servers, work: (both: Clients) => Promise<T>): Promise<T> {
  const [old, now] = [from, to].map((connectionString) => new pg.Client({ connectionString })) as [
    pg.Client,
    pg.Client,
  ];
  for (const client of [old, now]) client.on("error", () => {});
  try {
    await old.connect();
    await now.connect();
    // The old database may be read-only by default already.
    await old.query("SET default_transaction_read_only = off");
    return await work({ old, new: now });
  } finally {
    await Promise.all([old.end().catch(() => {}), now.end().catch(() => {})]);
  }
}

async function requireFit(both: Clients): Promise<void> {
  const [old, now] = [await factsOf(both.old), await factsOf(both.new)];
  const without = await tablesWithoutKey(both.old);
  const faults = [
    ...(old.isSuperuser && now.isSuperuser ? [] : ["Both addresses must be a superuser's."]),
    ...(now.version >= old.version ? [] : ["The new server is older than the old one."]),
    ...(old.walLevel === "logical"
      ? []
      : [
          `The old server has wal_level ${old.walLevel}: set it to logical and restart it (patronictl edit-config).`,
        ]),
    ...(old.migrations === now.migrations
      ? []
      : [
          "The databases have different migrations: run npm run db:migrate of the same version of the product on both.",
        ]),
    ...(now.users === 0 ? [] : ["The new database has data in it already."]),
    ...(without.length === 0
      ? []
      : [
          `Without a primary key no change can be followed: ${without.join(", ")}. ALTER TABLE … REPLICA IDENTITY FULL on the old server.`,
        ]),
  ];
  if (faults.length > 0) throw new UpgradeRefused(faults.join("\n"));
}

type Facts = { version: number; isSuperuser: boolean; walLevel: string; migrations: string; users: number };

async function factsOf(client: pg.Client): Promise<Facts> {
  const { rows: found } = await client.query(
    "SELECT FROM pg_class WHERE oid = to_regclass('public._prisma_migrations')",
  );
  if (found.length === 0)
    throw new UpgradeRefused(
      `There are no tables of the product in ${client.database}: run npm run db:migrate there first.`,
    );
  const { rows } = await client.query<Facts>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "isSuperuser",
            current_setting('wal_level') AS "walLevel",
            (SELECT string_agg(migration_name, ' ' ORDER BY migration_name) FROM public._prisma_migrations) || ' ' ||
              (SELECT max(id) FROM graphile_worker.migrations) AS migrations,
            (SELECT count(*)::int FROM public.users) AS users`,
  );
  return rows[0]!;
}

/** With schema, quoted; those that are not logged hold nothing that outlives a crash, and are not copied. */
async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p' AND n.nspname = ANY ($1) ORDER BY 1`,
    [SCHEMAS],
  );
  return rows.map(({ name }) => name);
}

async function tablesWithoutKey(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname <> ALL (ARRAY['pg_catalog', 'information_schema'])
        AND c.relreplident = 'd' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function requireSubscription({ new: now }: Clients): Promise<void> {
  const { rowCount } = await now.query("SELECT FROM pg_subscription WHERE subname = $1", [NAME]);
  if (rowCount === 0)
    throw new UpgradeRefused("Nothing is copied yet: run npm run upgrade -- prepare first.");
}

async function progressOf({ old, new: now }: Clients): Promise<Progress> {
  const { rows: tables } = await now.query<{ name: string; isCopied: boolean }>(
    `SELECT srrelid::regclass::text AS name, srsubstate = 'r' AS "isCopied" FROM pg_subscription_rel r
       JOIN pg_subscription s ON s.oid = r.srsubid WHERE s.subname = $1 ORDER BY 1`,
    [NAME],
  );
  const { rows: slots } = await old.query<{ behind: number }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::float8 AS behind
       FROM pg_replication_slots WHERE slot_name = $1`,
    [NAME],
  );
  return {
    tables: tables.length,
    copying: tables.filter(({ isCopied }) => !isCopied).map(({ name }) => name),
    behindBytes: slots[0]?.behind ?? Number.NaN,
  };
}

/** The product's own sessions; a monitor that only reads does no harm. */
async function requireNobody(old: pg.Client): Promise<void> {
  const { rows } = await old.query<{ who: string; n: number }>(
    `SELECT usename || coalesce(' (' || nullif(application_name, '') || ')', '') AS who, count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        AND usename IN ('modern_lending_app', (SELECT rolname FROM pg_roles WHERE oid =
              (SELECT datdba FROM pg_database WHERE datname = current_database())))
      GROUP BY 1 ORDER BY 1`,
  );
  if (rows.length > 0)
    throw new UpgradeRefused(
      `Stop the web servers, workers and PgBouncer first. Still connected: ${rows.map(({ who, n }) => `${n} of ${who}`).join(", ")}.`,
    );
}

/** Whoever connects from now on cannot write, also a process that was forgotten. */
async function setReadOnly(old: pg.Client, isReadOnly: boolean): Promise<void> {
  const name = old.escapeIdentifier(old.database!);
  if (isReadOnly) await old.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  else await old.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
}

async function caughtUp(both: Clients): Promise<void> {
  const { rows } = await both.old.query<{ position: string }>(
    "SELECT pg_current_wal_lsn()::text AS position",
  );
  for (const end = Date.now() + MOST_CATCHING_UP_MS; ;) {
    const { rows: slots } = await both.old.query<{ has: boolean }>(
      "SELECT confirmed_flush_lsn >= $2::pg_lsn AS has FROM pg_replication_slots WHERE slot_name = $1",
      [NAME, rows[0]!.position],
    );
    const { copying } = await progressOf(both);
    if (copying.length === 0 && slots[0]?.has) return;
    if (Date.now() > end)
      throw new UpgradeRefused(
        `The new server did not catch up in ten minutes${copying.length > 0 ? `; still copied: ${copying.join(", ")}` : ""}.`,
      );
    await new Promise((later) => setTimeout(later, LOOK_AGAIN_MS));
  }
}

async function copySequences({ old, new: now }: Clients): Promise<number> {
  const { rows } = await old.query<{ name: string; value: string }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS value FROM pg_sequences
      WHERE schemaname = ANY ($1) AND last_value IS NOT NULL ORDER BY 1`,
    [SCHEMAS],
  );
  for (const { name, value } of rows)
    await now.query("SELECT setval($1::regclass, $2::bigint)", [name, value]);
  return rows.length;
}

async function compareTables({ old, new: now }: Clients): Promise<{ tables: number; rows: number }> {
  const tables = await tablesOf(old);
  const others = new Set(await tablesOf(now));
  const faults: string[] = [];
  let rows = 0;
  for (const name of tables) {
    if (!others.has(name)) {
      faults.push(`${name} is missing`);
      continue;
    }
    const [before, after] = await Promise.all([sumOf(old, name), sumOf(now, name)]);
    rows += before.rows;
    if (before.rows !== after.rows) faults.push(`${name} has ${after.rows} rows instead of ${before.rows}`);
    else if (before.sum !== after.sum) faults.push(`${name} has other rows`);
  }
  if (faults.length > 0) throw new UpgradeRefused(`The new database differs: ${faults.join("; ")}.`);
  return { tables: tables.length, rows };
}

/** All rows as text, whatever their order: the same on both servers, or they differ. */
async function sumOf(client: pg.Client, table: string): Promise<{ rows: number; sum: string }> {
  const { rows } = await client.query<{ rows: number; sum: string }>(
    `SELECT count(*)::float8 AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS sum FROM ${table} t`,
  );
  return rows[0]!;
}
