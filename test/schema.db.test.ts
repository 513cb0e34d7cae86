import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyMigrations } from "@/prisma/apply-migrations";
import { schemaDiff } from "@/scripts/schema-diff";

const ownerUrl = process.env.OWNER_DATABASE_URL!;
const owner = new pg.Client({ connectionString: ownerUrl });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

test("finds no difference between the migrated database and schema.prisma", async () => {
  expect(await schemaDiff(ownerUrl, "database")).toMatch(/^-- This is an empty migration\.\s*$/);
});

test("a database with the ledger's migration as it was before PostgreSQL 15 could read it is up to date", async () => {
  const setChecksum = (checksum: string) =>
    owner.query(
      "UPDATE _prisma_migrations SET checksum = $1 WHERE migration_name = '20260301000000_ledger_engine'",
      [checksum],
    );
  await setChecksum("46d91d04c44fcf5b3e3a781a0ad289edc6760fb10ffb1e4c12d6607a36f632c6");
  expect(await applyMigrations(ownerUrl)).toEqual([]);
  await setChecksum("0".repeat(64));
  await expect(applyMigrations(ownerUrl)).rejects.toThrow("was edited after it had been applied");
});

test("references of the ledger are enforced by PostgreSQL itself where it cannot be asked not to", async () => {
  const { rows } = await owner.query<{ isNewer: boolean; foreignKeys: number; triggers: number }>(`
    SELECT current_setting('server_version_num')::int >= 180000 AS "isNewer",
           (SELECT count(*)::int FROM pg_constraint c WHERE conname IN
             ('entries_account_id_currency_fkey', 'entries_transaction_id_fkey', 'account_days_account_id_fkey')) AS "foreignKeys",
           (SELECT count(*)::int FROM pg_trigger t JOIN pg_constraint c ON c.oid = t.tgconstraint
             WHERE conname = 'entries_transaction_id_fkey') AS triggers`);
  const { isNewer, foreignKeys, triggers } = rows[0]!;
  expect(foreignKeys).toBe(3);
  expect(triggers > 0).toBe(!isNewer);
});
