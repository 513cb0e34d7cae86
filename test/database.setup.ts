// Gives each test file a database of its own before any module opens a connection, and after every test asks the
// ledger whether its books still hold.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, expect, inject } from "vitest";

const port = inject("databasePort");
const name = `test_${randomBytes(6).toString("hex")}`;
const owner = (database: string) => `postgresql://postgres:postgres@127.0.0.1:${port}/${database}`;

const admin = new pg.Client({ connectionString: owner("postgres") });
await admin.connect();
await admin.query(`CREATE DATABASE ${name} TEMPLATE template_migrated`);

process.env.DATABASE_URL = `postgresql://modern_lending_app:modern_lending_app@127.0.0.1:${port}/${name}`;
process.env.OWNER_DATABASE_URL = owner(name);

// These tests break the books on purpose and look at the verdict themselves.
const BREAKS_BOOKS = /tamper|attack|check|scripts\/ledger/;

afterEach(async () => {
  if (BREAKS_BOOKS.test(expect.getState().testPath ?? "")) return;
  const { runChecks } = await import("@/lib/ledger/check");
  const broken = (await runChecks()).filter(({ ok }) => !ok);
  expect(broken, "the books hold after the test").toEqual([]);
});

afterAll(async () => {
  const { db } = await import("@/lib/db");
  await db.$disconnect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
});
