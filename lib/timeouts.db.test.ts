// What happens to whoever waits for the database too long.
import pg from "pg";
import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { publicAction } from "@/lib/action";
import { BUSY_SENTENCE, isBusy } from "@/lib/busy";
import { connection, WEB, WORKER } from "@/lib/connection-limits";
import { db, inTransaction } from "@/lib/db";
import { applyMigrations } from "@/prisma/apply-migrations";
import { PrismaClient } from "@/prisma/generated/client";
import { form } from "@/test/request-context";

vi.mock("next/headers", () => import("@/test/request-context"));

const ownerUrl = process.env.OWNER_DATABASE_URL!;
const owner = new pg.Client({ connectionString: ownerUrl });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

const IDLE = { status: "idle" } as const;

/** Runs `work` while another transaction keeps the whole table. */
async function whileLocked(table: string, work: () => Promise<void>) {
  await owner.query(`BEGIN; LOCK TABLE ${table}`);
  try {
    await work();
  } finally {
    await owner.query("ROLLBACK");
  }
}

test("every connection of the application has limits for statements, locks and idle transactions", async () => {
  for (const name of ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]) {
    const [row] = await db.$queryRaw<{ ms: number }[]>`
      SELECT setting::int AS ms FROM pg_settings WHERE name = ${name}`;
    expect(row!.ms, name).toBeGreaterThan(0);
  }
});

test("pages wait less than a transaction may last, the worker's checks may take minutes", () => {
  expect(WEB.lock).toBeLessThan(WEB.statement);
  expect(WEB.statement).toBeLessThan(30_000);
  expect(WORKER.statement).toBeGreaterThanOrEqual(600_000);
});

test.each([
  ["pages, as the role has them", WEB],
  ["the worker, asked for at the start", WORKER],
] as const)("the limits of %s are those of the connection", async (_, limits) => {
  const client = new pg.Client(connection(limits, process.env.DATABASE_URL!));
  await client.connect();
  const { rows } = await client.query<{ name: string; ms: number }>(
    "SELECT name, setting::int AS ms FROM pg_settings WHERE name ~ '^(statement|lock|idle_in_transaction_session)_timeout$' ORDER BY name DESC",
  );
  await client.end();
  expect(rows.map(({ ms }) => ms)).toEqual([limits.statement, limits.lock, limits.idle]);
});

test("a login as the application's role asks for nothing at the start that a pooler would refuse", () => {
  const url = process.env.DATABASE_URL!;
  expect(connection(WEB, url)).toEqual({ connectionString: url });
  expect(connection(WEB, ownerUrl).options).toBe(
    `-c role=modern_lending_app -c statement_timeout=${WEB.statement} -c lock_timeout=${WEB.lock} ` +
      `-c idle_in_transaction_session_timeout=${WEB.idle}`,
  );
});

test.each(["lock_timeout", "statement_timeout"])(
  "whoever hits %s gets a sentence and nothing is written",
  async (setting) => {
    const act = publicAction({ input: z.object({}) }, () =>
      inTransaction(async (tx) => {
        await tx.$queryRaw`SELECT set_config(${setting}, '50', true)`;
        await tx.loanProduct.count();
      }),
    );
    await whileLocked("loan_products", async () => {
      expect(await act(IDLE, form({}))).toEqual({
        status: "refused",
        code: "unavailable",
        message: BUSY_SENTENCE,
      });
    });
    expect((await act(IDLE, form({}))).status).toBe("ok");
  },
);

test("whoever waits too long for a connection of the pool is refused, and the pool works on", async () => {
  const adapter = new PrismaPg({
    connectionString: process.env.DATABASE_URL!,
    max: 1,
    connectionTimeoutMillis: 5000,
  });
  const small = new PrismaClient({ adapter });
  try {
    await small.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1`;
        const refused = await small.$queryRaw`SELECT 1`.catch((error: unknown) => error);
        expect(isBusy(refused), String(refused)).toBe(true);
      },
      { timeout: 60_000 },
    );
    expect(await small.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  } finally {
    await small.$disconnect();
  }
});

test("a migration does not wait forever for a table in use: it says so and changes nothing", async () => {
  const last = "20260407000000_read_migrations";
  await owner.query("DELETE FROM _prisma_migrations WHERE migration_name = $1", [last]);
  await owner.query("REVOKE SELECT ON _prisma_migrations FROM modern_lending_app");
  const reader = new pg.Client({ connectionString: ownerUrl });
  await reader.connect();
  try {
    await reader.query(
      "BEGIN; SELECT 1 FROM _prisma_migrations; LOCK TABLE _prisma_migrations IN SHARE MODE",
    );
    await expect(applyMigrations(ownerUrl, undefined, 50)).rejects.toThrow(
      /waited too long for a table that is in use/,
    );
    await reader.query("ROLLBACK");
    expect(await applyMigrations(ownerUrl)).toEqual([last]);
  } finally {
    await reader.end();
  }
});

test("any other failure is no busy database", () => {
  expect(isBusy(new Error("Invariant broken: 57 014"))).toBe(false);
  expect(isBusy("57014")).toBe(false);
  expect(isBusy(new Error("outer", { cause: new Error("Database error. Code: `55P03`") }))).toBe(true);
});
