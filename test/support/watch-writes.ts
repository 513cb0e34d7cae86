// Which tables have been written to, noted by the database as it happens: reading all of them before and after each of
// hundreds of calls takes far longer than the calls.
import type pg from "pg";

/**
 * Watches every table from now on but those of the counters of attempts, of sessions and of the history of sign-ins, which change
 * with every request.
 *
 * @returns how many rows have been written since, by table; what was rolled back, or left a row as it was, does not count
 */
export async function watchWrites(owner: pg.Client): Promise<() => Promise<Record<string, number>>> {
  await owner.query(`
    CREATE SCHEMA watch;
    CREATE TABLE watch.writes (name text NOT NULL);
    CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN INSERT INTO watch.writes VALUES (TG_TABLE_NAME); RETURN NULL; END $$`);
  const { rows } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('public', 'ledger') AND table_type = 'BASE TABLE'
        AND table_name NOT IN ('rate_limits', 'sessions', 'sign_ins')`,
  );
  const note = (when: string) => `CREATE TRIGGER watch_${when} EXECUTE FUNCTION watch.note()`;
  await owner.query(
    rows
      .flatMap(({ name }) => [
        note(`rows AFTER INSERT OR DELETE ON ${name} FOR EACH ROW`),
        note(`changes AFTER UPDATE ON ${name} FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)`),
        note(`emptying AFTER TRUNCATE ON ${name} FOR EACH STATEMENT`),
      ])
      .join(";\n"),
  );
  return async () => {
    const written = await owner.query<{ name: string; rows: number }>(
      "SELECT name, count(*)::int AS rows FROM watch.writes GROUP BY name ORDER BY name",
    );
    return Object.fromEntries(written.rows.map(({ name, rows }) => [name, rows]));
  };
}
