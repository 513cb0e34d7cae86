// An upgrade of the product with its books from Debian's PostgreSQL 15 to the one from npm, which is newer, as docs/operations.md
// describes it.
import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { applyMigrations } from "@/prisma/apply-migrations";
import { until } from "../cluster/daemon";
import { installedPostgres } from "../cluster/packages";
import {
  allowAppLogin,
  asOwner,
  ensureDatabase,
  freePort,
  startPostgres,
  type Server,
} from "../embedded-postgres";
import { throwAwayFolder } from "../open-folders";
import { ended, startProcess } from "../processes";
import { finish, prepare, status, UpgradeRefused, type Servers } from "./cut-over";

const bin = installedPostgres();
const why = bin ? "" : " (skipped: postgresql-15 is not installed)";
const SLOW = 240_000;
const DATABASE = "lending";
type Shared = { __modernLendingDb?: { $disconnect: () => Promise<void> } };

describe.skipIf(!bin)(`an upgrade to a newer PostgreSQL${why}`, () => {
  const shared = globalThis as Shared;
  const ofOtherTests = shared.__modernLendingDb;
  const before = { DATABASE_URL: process.env.DATABASE_URL, POSTGRES_BIN: process.env.POSTGRES_BIN };
  let folder: string;
  let old: Server;
  let now: Server;
  let servers: Servers;

  const start = async (name: string, flags: Record<string, string>) => {
    const server = await startPostgres({
      dataDir: join(folder, name),
      port: await freePort(),
      flags: Object.entries(flags).flatMap(([setting, value]) => ["-c", `${setting}=${value}`]),
    });
    await ensureDatabase(server, DATABASE);
    await applyMigrations(server.ownerUrl(DATABASE));
    await allowAppLogin(server);
    return server;
  };
  const ask = <Row extends pg.QueryResultRow>(server: Server, sql: string) =>
    asOwner(server, DATABASE, async (client) => (await client.query<Row>(sql)).rows);
  const ledger = (...args: string[]) => {
    const url = now.appUrl(DATABASE);
    const env = { ...process.env, DATABASE_URL: url, WORKER_DATABASE_URL: url };
    return ended(startProcess(["scripts/ledger.ts", ...args], env, { stderr: "pipe" }));
  };

  beforeAll(async () => {
    folder = throwAwayFolder("modern-lending-upgrade");
    process.env.POSTGRES_BIN = bin!;
    old = await start("old", { wal_level: "logical" });
    delete process.env.POSTGRES_BIN;
    now = await start("new", {});
    servers = { from: old.ownerUrl(DATABASE), to: now.ownerUrl(DATABASE) };
    process.env.DATABASE_URL = old.appUrl(DATABASE);
    delete shared.__modernLendingDb;
  }, SLOW);

  afterAll(async () => {
    await shared.__modernLendingDb?.$disconnect();
    shared.__modernLendingDb = ofOtherTests!;
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    await now.stop();
    await old.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    "moves books, seal, queue and sequences while people pay, and the ledger holds afterward",
    { timeout: SLOW },
    async () => {
      const [{ version }] = (await ask<{ version: number }>(
        old,
        "SELECT current_setting('server_version_num')::int AS version",
      )) as [{ version: number }];
      const [{ newer }] = (await ask<{ newer: number }>(
        now,
        "SELECT current_setting('server_version_num')::int AS newer",
      )) as [{ newer: number }];
      expect(newer).toBeGreaterThan(version);

      const { acceptedLoan, bankSays, nameOf, newBorrower, useBureau } =
        await import("@/test/support/lending");
      const { requestDisbursement } = await import("@/lib/lending/disbursement/request-disbursement");
      const { newInvestor, openAndClear } = await import("@/test/support/investing");
      const { repay } = await import("@/lib/lending/repayment/repay");
      const { sealHead, sealLedger } = await import("@/lib/ledger/seal");
      const { db } = await import("@/lib/db");
      const { setBusinessDate } = await import("@/test/story");
      await setBusinessDate("2026-01-01");
      await useBureau();
      const art = await newBorrower();
      await openAndClear(await newInvestor("Brittany"), "2026-01-01");
      const loanId = await acceptedLoan(art);
      const started = await requestDisbursement({
        ...art,
        ...{ loanId, rail: "ACH", isAutopay: false, signedName: await nameOf(art) },
      });
      await bankSays(started.paymentOrderId!, "COMPLETED", "2026-01-01");
      await sealLedger();
      const pay = (idempotencyKey: string) =>
        repay({ borrowerId: art.borrowerId, loanId, kind: "OTHER", amount: "10.00", idempotencyKey });
      await pay("before");

      await prepare(servers);
      await pay("meanwhile");
      await sealLedger();
      const head = (await sealHead())!;
      await expect(finish(servers, () => {})).rejects.toThrow(/Stop the web servers.*modern_lending_app/);
      await db.$disconnect();
      await until("the first copy", async () => (await status(servers)).copying.length === 0);

      const said: string[] = [];
      const outcome = await finish(servers, (line) => said.push(line));
      expect(outcome.tables).toBeGreaterThan(80);
      expect(outcome.sequences).toBeGreaterThan(5);
      expect(said.at(-1)).toMatch(/^\d+ tables with \d+ rows are the same on both servers$/);

      // Nobody writes to the old one by mistake, and nothing is left of the replication.
      const stray = new pg.Client({ connectionString: old.appUrl(DATABASE) });
      await stray.connect();
      await expect(stray.query("UPDATE business_clock SET business_date = business_date")).rejects.toThrow(
        /read-only/,
      );
      await stray.end();
      expect(await ask(old, "SELECT FROM pg_replication_slots")).toEqual([]);
      expect(await ask(now, "SELECT FROM pg_subscription")).toEqual([]);

      // Transaction ids of the new server begin again, so that the seal goes on with a chain that is linked to the old head.
      expect((await ledger("check")).output).toContain("--new-chain");
      const chained = await ledger("seal", "--new-chain", "--reason", "Upgraded from PostgreSQL 15");
      expect(chained.output).toContain("linked to the old head");
      const verified = await ledger("verify", "--head", `${head.block}:${head.hash}`);
      expect(verified.output).toContain("Nothing was altered");
      expect(verified.code).toBe(0);
      const checked = await ledger("check");
      expect(checked.output).toMatch(/All \d+ checks passed/);
      expect(checked.code).toBe(0);
      expect(await ask(now, "SELECT idempotency_key AS key FROM repayments ORDER BY 1")).toEqual([
        { key: "before" },
        { key: "meanwhile" },
      ]);

      // People pay on the new one: numbers go on where they were.
      vi.resetModules();
      delete shared.__modernLendingDb;
      process.env.DATABASE_URL = now.appUrl(DATABASE);
      const { repay: repayOnNew } = await import("@/lib/lending/repayment/repay");
      const [last] = await ask<{ id: string }>(now, "SELECT max(id)::text AS id FROM ledger.transactions");
      await repayOnNew({
        borrowerId: art.borrowerId,
        loanId,
        kind: "OTHER",
        amount: "10.00",
        idempotencyKey: "after",
      });
      const [next] = await ask<{ id: string }>(now, "SELECT max(id)::text AS id FROM ledger.transactions");
      expect(BigInt(next!.id)).toBe(BigInt(last!.id) + 1n);
      expect((await ledger("check")).code).toBe(0);
    },
  );

  test("refuses what cannot work, before it changes anything", { timeout: SLOW }, async () => {
    await expect(prepare({ from: now.ownerUrl(DATABASE), to: old.ownerUrl(DATABASE) })).rejects.toThrow(
      UpgradeRefused,
    );
    await expect(prepare({ from: now.ownerUrl(DATABASE), to: old.ownerUrl(DATABASE) })).rejects.toThrow(
      /older than the old one[\s\S]*wal_level replica[\s\S]*has data in it/,
    );
    await expect(prepare({ from: old.ownerUrl("postgres"), to: now.ownerUrl(DATABASE) })).rejects.toThrow(
      /no tables of the product in postgres/,
    );
    await expect(finish(servers, () => {})).rejects.toThrow(/run npm run upgrade -- prepare first/);
  });
});
