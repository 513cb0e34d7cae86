// Reading from a real standby of Debian's PostgreSQL; the one from npm has no pg_basebackup to make one with.
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PrismaClient } from "@/prisma/generated/client";
import { applyMigrations } from "@/prisma/apply-migrations";
import { installedPostgres } from "@/scripts/cluster/packages";
import {
  allowAppLogin,
  ensureDatabase,
  freePort,
  serverOn,
  startPostgres,
  type Server,
} from "@/scripts/embedded-postgres";
import { userIds } from "@/scripts/installed-postgres";
import { isRoot, throwAwayFolder } from "@/scripts/open-folders";

const bin = installedPostgres();
const why = bin ? "" : " (skipped: postgresql-15 is not installed)";
const SLOW = 120_000;
type Shared = { __modernLendingDb?: PrismaClient; __modernLendingReplica?: PrismaClient };

describe.skipIf(!bin)(`reading from a standby${why}`, () => {
  const shared = globalThis as Shared;
  const ofOtherTests = shared.__modernLendingDb;
  let folder: string;
  let primary: Server;
  let standby: Server;
  let control: pg.Client;

  beforeAll(async () => {
    process.env.POSTGRES_BIN = bin!;
    folder = throwAwayFolder("modern-lending-standby");
    primary = await startPostgres({ dataDir: join(folder, "primary"), port: await freePort() });
    await ensureDatabase(primary, "lending");
    await applyMigrations(primary.ownerUrl("lending"));
    await allowAppLogin(primary);
    const copy = join(folder, "standby");
    mkdirSync(copy, { mode: 0o700 });
    const owner = isRoot ? userIds() : undefined;
    if (owner) chownSync(copy, owner.uid, owner.gid);
    const url = new URL(primary.ownerUrl("postgres"));
    execFileSync(join(bin!, "pg_basebackup"), ["-D", copy, "-d", url.toString(), "-R", "-c", "fast"], {
      stdio: "pipe",
      ...owner,
    });
    chmodSync(copy, 0o700);
    standby = await startPostgres({ dataDir: copy, port: await freePort() });
    control = new pg.Client({ connectionString: standby.ownerUrl("lending") });
    control.on("error", () => {});
    await control.connect();
    process.env.DATABASE_URL = primary.appUrl("lending");
    process.env.READ_DATABASE_URL = standby.appUrl("lending");
    delete shared.__modernLendingDb;
  }, SLOW);

  afterAll(async () => {
    await shared.__modernLendingReplica?.$disconnect();
    await shared.__modernLendingDb?.$disconnect();
    shared.__modernLendingDb = ofOtherTests!;
    delete shared.__modernLendingReplica;
    delete process.env.READ_DATABASE_URL;
    await control.end().catch(() => {});
    await standby.stop();
    await primary.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const modules = async () => ({ ...(await import("@/lib/db")), ...(await import("@/lib/read-replica")) });
  const write = async (n: number) => {
    const { db } = await modules();
    const businessDate = new Date(Date.UTC(2026, 0, 1 + n));
    await db.businessClock.upsert({ where: { id: 1 }, create: { businessDate }, update: { businessDate } });
    return businessDate;
  };
  const read = async () => {
    const { db } = await modules();
    const { businessDate } = await db.businessClock.findUniqueOrThrow({ where: { id: 1 } });
    const [row] = await db.$queryRaw<{ isStandby: boolean }[]>`SELECT pg_is_in_recovery() AS "isStandby"`;
    return { businessDate, isStandby: row!.isStandby };
  };

  test("reads what was written a moment before, from the standby, a hundred times", async () => {
    const { onReplica } = await modules();
    for (let n = 0; n < 100; n++) {
      const businessDate = await write(n);
      expect(await onReplica(read)).toEqual({ businessDate, isStandby: true });
    }
  });

  test("everything else is read from the primary", async () => {
    expect((await read()).isStandby).toBe(false);
  });

  test("a long list is read part by part from it", async () => {
    const { eachOnReplica } = await modules();
    async function* parts() {
      for (let n = 0; n < 3; n++) yield (await read()).isStandby;
    }
    const seen: boolean[] = [];
    for await (const part of eachOnReplica(parts())) seen.push(part);
    expect(seen).toEqual([true, true, true]);
  });

  test("a transaction inside of it is the standby's, and a write is refused", async () => {
    const { db, onReplica } = await modules();
    const inside = onReplica(() =>
      db.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ isStandby: boolean }[]>`SELECT pg_is_in_recovery() AS "isStandby"`;
        return row!.isStandby;
      }),
    );
    expect(await inside).toBe(true);
    await expect(onReplica(() => write(500))).rejects.toThrow(/read-only transaction/);
  });

  test("what a reading needs brought up to date is written on the primary, and seen by the rest of it", async () => {
    const { onPrimaryFirst, onReplica } = await modules();
    let businessDate: Date | undefined;
    const seen = await onReplica(async () => {
      businessDate = await onPrimaryFirst(() => write(600));
      return read();
    });
    expect(seen).toEqual({ businessDate, isStandby: true });
  });

  test("a snapshot has all that was committed before it, and nothing that is written after it", async () => {
    const { inSnapshot } = await modules();
    const businessDate = await write(700);
    const dateOf = async (tx: Pick<PrismaClient, "businessClock">) =>
      (await tx.businessClock.findUniqueOrThrow({ where: { id: 1 } })).businessDate;
    const seen = await inSnapshot(async (tx) => {
      const [row] = await tx.$queryRaw<{ isStandby: boolean }[]>`SELECT pg_is_in_recovery() AS "isStandby"`;
      const before = await dateOf(tx);
      const later = await write(701);
      expect((await read()).businessDate).toEqual(later); // outside of the snapshot
      return { isStandby: row!.isStandby, before, now: await dateOf(tx), later };
    });
    expect(seen).toMatchObject({ isStandby: true, before: businessDate, now: businessDate });
    expect(seen.later).not.toEqual(businessDate);
  });

  test("the lag is nothing once it has replayed, and counts in bytes while it does not", async () => {
    const { replicaLag } = await modules();
    await until(async () => (await replicaLag()) === 0);
    await control.query("SELECT pg_wal_replay_pause()");
    await write(200);
    expect(await replicaLag()).toBeGreaterThan(0);
    await control.query("SELECT pg_wal_replay_resume()");
    await until(async () => (await replicaLag()) === 0);
  });

  test("a standby that does not catch up is left out, and what was written is read from the primary", async () => {
    const { onReplica } = await modules();
    await control.query("SELECT pg_wal_replay_pause()");
    const businessDate = await write(300);
    expect(await onReplica(read)).toEqual({ businessDate, isStandby: false });
    await control.query("SELECT pg_wal_replay_resume()");
  });

  test("so is one that is gone, at once", async () => {
    const { onReplica, replicaLag } = await modules();
    await until(async () => (await onReplica(read)).isStandby); // it is asked again after a few seconds
    await standby.stop();
    const businessDate = await write(400);
    expect(await onReplica(read)).toEqual({ businessDate, isStandby: false });
    expect(await replicaLag()).toBeNull();
    const at = Number(new URL(standby.ownerUrl("lending")).port);
    standby = serverOn(at); // nothing is left to stop
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 30_000; performance.now() < end;) if (await isSo()) return;
  throw new Error("It did not come about in time.");
}
