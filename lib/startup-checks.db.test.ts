import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOfDatabase } from "@/lib/startup-checks";
import { pendingSentence } from "@/lib/pending-migrations";
import { ended, startProcess } from "@/scripts/processes";

const appUrl = process.env.DATABASE_URL!;
const ownerUrl = process.env.OWNER_DATABASE_URL!;
const owner = new pg.Client({ connectionString: ownerUrl });
const role = `operator_${randomBytes(4).toString("hex")}`;
const as = (user: string, password: string) => {
  const url = new URL(appUrl);
  [url.username, url.password] = [user, password];
  return url.toString();
};

beforeAll(async () => {
  await owner.connect();
  await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'q8Zr1vT0nYw3'`);
});
afterAll(async () => {
  await owner.query(`REVOKE ALL ON DATABASE ${owner.database} FROM ${role}; DROP ROLE ${role}`);
  await owner.end();
});

test("the application's own role on a migrated database is in order, in the sandbox and in production", async () => {
  expect(await faultsOfDatabase(appUrl, false)).toEqual([]);
  expect(await faultsOfDatabase(appUrl, true)).toEqual([]);
});

test("production refuses to log in as a superuser, the sandbox does not", async () => {
  expect(await faultsOfDatabase(ownerUrl, true)).toEqual([
    expect.stringContaining("logs in as postgres, a superuser"),
  ]);
  expect(await faultsOfDatabase(ownerUrl, false)).toEqual([]);
});

test("production refuses to log in as whoever owns the ledger", async () => {
  await owner.query(`GRANT ledger_owner, modern_lending_app TO ${role}`);
  expect(await faultsOfDatabase(as(role, "q8Zr1vT0nYw3"), true)).toEqual([
    expect.stringContaining(`logs in as ${role}, who owns the ledger`),
  ]);
  await owner.query(`REVOKE ledger_owner, modern_lending_app FROM ${role}`);
});

test("a user who may not act as the application's role is refused", async () => {
  expect(await faultsOfDatabase(as(role, "q8Zr1vT0nYw3"), false)).toEqual([
    expect.stringContaining("may not act as the role modern_lending_app"),
  ]);
});

test(
  "a migration that is pending is named, and web server and worker do not start",
  { timeout: 120_000 },
  async () => {
    const { rows } = await owner.query<{ migration_name: string }>(
      "DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING *",
    );
    const sentence = pendingSentence([rows[0]!.migration_name])!;
    expect(await faultsOfDatabase(appUrl, false)).toEqual([sentence]);
    for (const program of ["scripts/worker.ts", "scripts/web.ts"]) {
      const child = startProcess([program], { ...process.env, LOG_LEVEL: "silent" }, { stderr: "pipe" });
      const { code, output } = await ended(child);
      expect(code).toBe(1);
      expect(output).toBe(`The database cannot be used:\n  ${sentence}.\n`);
    }
    await owner.query(
      "INSERT INTO _prisma_migrations SELECT * FROM json_populate_record(NULL::_prisma_migrations, $1)",
      [rows[0]],
    );
  },
);

test("a database that was never migrated is named as such", async () => {
  const empty = `empty_${randomBytes(4).toString("hex")}`;
  await owner.query(`CREATE DATABASE ${empty} TEMPLATE template0`);
  const url = new URL(ownerUrl);
  url.pathname = `/${empty}`;
  expect(await faultsOfDatabase(url.toString(), false)).toEqual([
    expect.stringMatching(/^\d+ migrations are pending/),
  ]);
  await owner.query(`DROP DATABASE ${empty} WITH (FORCE)`);
});
