// The product behind a real PgBouncer in transaction mode, where statements of one client run in whatever session is free.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PrismaClient } from "@/prisma/generated/client";
import { startPgBouncer, WITHOUT_PGBOUNCER, type Pooler } from "@/test/support/pgbouncer";

const direct = process.env.DATABASE_URL!;
const ownerUrl = process.env.OWNER_DATABASE_URL!;
const serverPort = Number(new URL(direct).port);
const shared = globalThis as { __modernLendingDb?: PrismaClient; __modernLendingWeb?: object };
const ofOtherTests = shared.__modernLendingDb;

let pooler: Pooler;
beforeAll(async () => {
  if (WITHOUT_PGBOUNCER) return;
  pooler = await startPgBouncer(serverPort);
  // Whatever is imported from here on is a web server's, and reaches the database through the pooler alone.
  process.env.DATABASE_URL = pooler.through(direct);
  shared.__modernLendingWeb = { isStopping: false };
  delete shared.__modernLendingDb;
});
afterAll(async () => {
  if (WITHOUT_PGBOUNCER) return;
  await shared.__modernLendingDb?.$disconnect();
  shared.__modernLendingDb = ofOtherTests!;
  delete shared.__modernLendingWeb;
  await pooler.stop();
});

describe.skipIf(WITHOUT_PGBOUNCER !== "")(`behind PgBouncer${WITHOUT_PGBOUNCER}`, () => {
  const checks = () => import("@/lib/startup-checks");
  const limits = () => import("@/lib/connection-limits");

  test("a web server finds nothing wrong, and is the application's role with all of its limits", async () => {
    const [{ faultsOfDatabase }, { WEB }] = await Promise.all([checks(), limits()]);
    expect(await faultsOfDatabase(pooler.through(direct), false, WEB)).toEqual([]);
    const { db } = await import("@/lib/db");
    expect(
      await db.$queryRaw`SELECT current_user::text AS who, inet_client_port() IS NOT NULL AS "isTcp",
        (SELECT array_agg(setting::int ORDER BY name DESC) FROM pg_settings
          WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')) AS limits`,
    ).toEqual([{ who: "modern_lending_app", isTcp: true, limits: [WEB.statement, WEB.lock, WEB.idle] }]);
  });

  test("a web server that logs in as somebody else is refused, because the role would be lost", async () => {
    const [{ faultsOfDatabase }, { WEB }] = await Promise.all([checks(), limits()]);
    expect(await faultsOfDatabase(pooler.through(ownerUrl), false, WEB)).toEqual([
      "A connection pooler refuses what this login needs: let DATABASE_URL log in as modern_lending_app, which needs nothing",
    ]);
  });

  test("a worker is refused, with the setting that takes it past the pooler", async () => {
    const [{ faultsOfDatabase }, { WORKER }] = await Promise.all([checks(), limits()]);
    expect(await faultsOfDatabase(pooler.through(direct), false, WORKER)).toEqual([
      "A connection pooler refuses the limits of worker and tools: set WORKER_DATABASE_URL to a connection past it",
    ]);
    expect(await faultsOfDatabase(direct, false, WORKER)).toEqual([]);
  });

  test("a pooler that silently drops startup parameters is found out", async () => {
    const [{ faultsOfDatabase }, { WEB, WORKER }] = await Promise.all([checks(), limits()]);
    const { applyMigrations } = await import("@/prisma/apply-migrations");
    const lossy = await startPgBouncer(serverPort, "extra_float_digits,options");
    try {
      expect(await faultsOfDatabase(lossy.through(direct), false, WORKER)).toEqual([
        expect.stringContaining("statement_timeout is 20000 ms instead of 600000"),
      ]);
      expect(await faultsOfDatabase(lossy.through(ownerUrl), false, WEB)).toEqual([
        expect.stringContaining("Statements run as postgres instead of modern_lending_app"),
      ]);
      await expect(applyMigrations(lossy.through(ownerUrl))).rejects.toThrow(
        /do not run through a connection pooler/,
      );
    } finally {
      await lossy.stop();
    }
  });

  test("migrations are refused before anything is changed", async () => {
    const { applyMigrations } = await import("@/prisma/apply-migrations");
    await expect(applyMigrations(pooler.through(ownerUrl))).rejects.toThrow(
      "Migrations do not run through a connection pooler, because they hold a lock of their session: set MIGRATION_DATABASE_URL to a connection past it.",
    );
  });

  test("a shorter limit of one transaction ends its statement and reaches nobody else", async () => {
    const { db, inTransaction } = await import("@/lib/db");
    const { WEB } = await import("@/lib/connection-limits");
    const late = inTransaction(async (tx) => {
      await tx.$queryRaw`SELECT set_config('statement_timeout', '50', true)`;
      await tx.$queryRaw`SELECT pg_sleep(5)::text`;
    });
    await expect(late).rejects.toThrow(/57014|statement timeout/);
    const asked = Array.from(
      { length: 12 },
      () =>
        db.$queryRaw<{ ms: number }[]>`
        SELECT setting::int AS ms FROM pg_settings WHERE name = 'statement_timeout'`,
    );
    const answers = (await Promise.all(asked)).map(([row]) => row!.ms);
    expect(new Set(answers)).toEqual(new Set([WEB.statement]));
  });

  test("health and readiness are asked through it", async () => {
    const { ping, readiness } = await import("@/lib/health");
    expect(await ping()).toBe(true);
    expect(await readiness()).toMatchObject({ isReady: true });
  });

  test("a loan is made, charged and repaid by many at once, and the books hold", async () => {
    const { activeLoan, bankSays, newBorrower, stateOf, useBureau } = await import("@/test/support/lending");
    const { newInvestor, openAndClear } = await import("@/test/support/investing");
    const { repay } = await import("@/lib/lending/repayment/repay");
    const { runInterest } = await import("@/lib/pool/run-interest");
    const { setBusinessDate } = await import("@/test/story");
    await useBureau();
    await openAndClear(await newInvestor("Brittany"), "2026-01-01");
    const art = await newBorrower();
    const { loanId } = await activeLoan(art, "2026-01-01");
    await setBusinessDate("2026-02-01");
    const runs = await Promise.all([1, 2, 3].map(() => runInterest({ businessDate: "2026-02-01" })));
    expect(runs.map(({ loans }) => loans).toSorted()).toEqual([0, 0, 1]); // one run at a time, by a lock of the transaction
    const request = {
      borrowerId: art.borrowerId,
      loanId,
      idempotencyKey: "february",
      kind: "SCHEDULED",
    } as const;
    const payments = await Promise.all(Array.from({ length: 6 }, () => repay(request)));
    const [order, ...others] = new Set(payments.map(({ paymentOrderId }) => paymentOrderId));
    expect(others).toEqual([]);
    await bankSays(order!, "COMPLETED", "2026-02-01");
    expect(await stateOf(loanId, "2026-02-01")).toMatchObject({ outstandingPrincipal: "4583.33" });
  });

  test("a worker past the pooler does what was added through it", { timeout: 120_000 }, async () => {
    const { startProcess, said, stopProcess } = await import("@/scripts/processes");
    const { db } = await import("@/lib/db");
    await db.$queryRaw`SELECT graphile_worker.add_job('tell-ledger-notes', '{}'::json, job_key := 'pooled')::text`;
    const env = { ...process.env, LOG_LEVEL: "silent" };
    const refused = startProcess(["scripts/worker.ts"], env, { stderr: "pipe" });
    const { ended } = await import("@/scripts/processes");
    expect(await ended(refused)).toEqual({
      code: 1,
      output: expect.stringContaining("set WORKER_DATABASE_URL to a connection past it") as string,
    });
    const worker = startProcess(["scripts/worker.ts"], { ...env, WORKER_DATABASE_URL: direct });
    await said(worker, "Worker is ready");
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    for (let left = 1; left > 0;) {
      const { rowCount } = await owner.query(
        "SELECT FROM graphile_worker._private_jobs WHERE key = 'pooled'",
      );
      left = rowCount!;
    }
    await owner.end();
    await stopProcess(worker);
    expect(worker.exitCode).toBe(0);
  });
});
