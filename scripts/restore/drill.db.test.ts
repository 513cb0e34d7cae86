// The drill against a real pgBackRest repository of a real server with the product in it. pgBackRest comes as a package of Debian.
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyMigrations } from "@/prisma/apply-migrations";
import { installedPostgres } from "../cluster/packages";
import { fillIn } from "../cluster/templates";
import {
  allowAppLogin,
  asOwner,
  ensureDatabase,
  freePort,
  startPostgres,
  type Server,
} from "../embedded-postgres";
import { userIds } from "../installed-postgres";
import { isRoot, throwAwayFolder } from "../open-folders";
import { drill } from "./drill";
import { readTarget } from "./target";

const PGBACKREST = "/usr/bin/pgbackrest";
const bin = installedPostgres();
const missing = [...(bin ? [] : ["postgresql-15"]), ...(existsSync(PGBACKREST) ? [] : ["pgbackrest"])];
const why = missing.length > 0 ? ` (skipped: ${missing.join(" and ")} not installed)` : "";
const SLOW = 180_000;

describe.skipIf(why !== "")(`restore drill${why}`, () => {
  let folder: string;
  let config: string;
  let server: Server;
  const shared = globalThis as { __modernLendingDb?: { $disconnect: () => Promise<void> } };
  const ofOtherTests = shared.__modernLendingDb;
  const before = process.env.DATABASE_URL;
  const backrest = (...args: string[]) =>
    execFileSync(PGBACKREST, [`--config=${config}`, "--stanza=lending", ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PGPASSWORD: "postgres" },
      ...(isRoot && userIds()),
    });

  beforeAll(async () => {
    folder = throwAwayFolder("modern-lending-backup");
    const port = await freePort();
    const place = (name: string) => {
      const path = join(folder, name);
      mkdirSync(path);
      const owner = isRoot ? userIds() : undefined;
      if (owner) chownSync(path, owner.uid, owner.gid);
      return path;
    };
    config = join(folder, "pgbackrest.conf");
    writeFileSync(
      config,
      fillIn("pgbackrest.conf", {
        REPO: place("repo"),
        LOG: place("log"),
        SPOOL: place("spool"),
        LOCK: place("lock"),
        DATA: join(folder, "postgres"),
        POSTGRES_PORT: port,
        SOCKETS: place("sockets"),
      }),
    );
    process.env.POSTGRES_BIN = bin!;
    server = await startPostgres({
      dataDir: join(folder, "postgres"),
      port,
      flags: [
        ["wal_level", "replica"],
        ["archive_mode", "on"],
        ["archive_command", `${PGBACKREST} --config=${config} --stanza=lending archive-push %p`],
        ["unix_socket_directories", join(folder, "sockets")],
      ].flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    });
    await ensureDatabase(server, "lending");
    await applyMigrations(server.ownerUrl("lending"));
    await allowAppLogin(server);
    backrest("stanza-create");
    process.env.DATABASE_URL = server.appUrl("lending");
    delete shared.__modernLendingDb;
  }, SLOW);

  afterAll(async () => {
    await shared.__modernLendingDb?.$disconnect();
    shared.__modernLendingDb = ofOtherTests!;
    process.env.DATABASE_URL = before;
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    "restores to a moment between two payments: the first is there, the second is not, and the books hold",
    { timeout: SLOW },
    async () => {
      const { acceptedLoan, bankSays, nameOf, newBorrower, useBureau } =
        await import("@/test/support/lending");
      const { newInvestor, openAndClear } = await import("@/test/support/investing");
      const { requestDisbursement } = await import("@/lib/lending/disbursement/request-disbursement");
      const { repay } = await import("@/lib/lending/repayment/repay");
      const { sealLedger } = await import("@/lib/ledger/seal");
      const { seal } = await import("@/lib/payments/sealing");
      const { db } = await import("@/lib/db");
      await useBureau();
      const art = await newBorrower();
      await openAndClear(await newInvestor("Brittany"), "2026-01-01");
      const loanId = await acceptedLoan(art);
      const started = await requestDisbursement({
        ...art,
        ...{ loanId, rail: "ACH", isAutopay: false, signedName: await nameOf(art) },
      });
      await bankSays(started.paymentOrderId!, "COMPLETED", "2026-01-01");
      const { externalAccountId: id } = art;
      await db.externalAccount.update({
        where: { id },
        data: { accountNumberSealed: seal("123456789", id) },
      });
      backrest("--type=full", "backup");

      const pay = (idempotencyKey: string) =>
        repay({ borrowerId: art.borrowerId, loanId, kind: "OTHER", amount: "10.00", idempotencyKey });
      await pay("first");
      await sealLedger();
      // pgBackRest looks for a backup that ended in a second before the moment's.
      const [info] = JSON.parse(backrest("info", "--output=json")) as {
        backup: { timestamp: { stop: number } }[];
      }[];
      const stop = info!.backup.at(-1)!.timestamp.stop;
      await asOwner(server, "lending", (client) =>
        client.query("SELECT pg_sleep(extract(epoch FROM to_timestamp($1 + 1.01) - clock_timestamp()))", [
          stop,
        ]),
      );
      const between = await asOwner(server, "lending", async (client) => {
        const { rows } = await client.query<{ at: string }>(
          "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' AS at",
        );
        return rows[0]!.at;
      });
      await pay("second");
      await asOwner(server, "postgres", (client) => client.query("SELECT pg_switch_wal()"));
      backrest("--type=incr", "backup"); // waits until the WAL is archived

      const said: string[] = [];
      let keys: string[] = [];
      const report = await drill({
        ...{ config, stanza: "lending", database: "lending", bin: bin!, pgbackrest: PGBACKREST },
        target: readTarget(between),
        say: (line) => said.push(line),
        look: async (url) => {
          const client = new pg.Client({ connectionString: url });
          await client.connect();
          const { rows } = await client.query<{ key: string }>(
            "SELECT idempotency_key AS key FROM repayments",
          );
          keys = rows.map(({ key }) => key);
          await client.end();
        },
      });
      expect(keys).toEqual(["first"]);
      expect(report.faults).toEqual([]);
      expect(said).toEqual([
        `restoring to ${between}`,
        expect.stringMatching(/takes writes after [\d.]+ s$/),
        "invariants of the ledger and cross-checks: hold",
        "the seal: hold",
        expect.stringContaining("ENCRYPTION_KEY: opens the account numbers"),
      ]);
      expect(report.rpoSeconds).toBeLessThan(30);
      expect(report.backup).toMatch(/\((full|incr), /);
    },
  );

  test(
    "a moment that the archive has not reached ends with what the server said",
    { timeout: SLOW },
    async () => {
      const late = drill({
        ...{ config, stanza: "lending", database: "lending", bin: bin!, pgbackrest: PGBACKREST },
        target: readTarget(new Date(Date.now() + 3_600_000).toISOString()),
        say: () => {},
      });
      await expect(late).rejects.toThrow(
        /The restored server ended[\s\S]*recovery ended before configured recovery target/,
      );
    },
  );
});
