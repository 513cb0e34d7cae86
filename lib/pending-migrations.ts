// Which migrations of this version the database still lacks.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";

/** Lets the application's role read which migrations were applied; before it, the role cannot ask. */
const READABLE_SINCE = "20260407000000_read_migrations";

/** The names of this version's migrations, in order. Web server, worker and tools all run in the project's folder. */
function migrationNames(): string[] {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations");
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * Those that were not applied, in order; all of them on a database that was never migrated.
 *
 * @param client any connection to the database, as the application's role or another
 */
export async function pendingMigrations(client: pg.Client, names = migrationNames()): Promise<string[]> {
  const { rows: tables } = await client.query<{ isReadable: boolean | null }>(
    `SELECT has_table_privilege(to_regclass('public._prisma_migrations'), 'SELECT') AS "isReadable"`,
  );
  if (tables[0]?.isReadable == null) return names;
  if (!tables[0].isReadable) return names.filter((name) => name >= READABLE_SINCE);
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM public._prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const applied = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !applied.has(name));
}

/** What to say to whoever starts the product, or null when nothing is pending. */
export function pendingSentence(pending: readonly string[]): string | null {
  if (pending.length === 0) return null;
  const what = pending.length === 1 ? "1 migration is pending" : `${pending.length} migrations are pending`;
  return `${what} (${pending.join(", ")}): run npm run db:migrate, then start again`;
}
