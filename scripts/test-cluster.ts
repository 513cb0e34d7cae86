// npm run test:cluster [-- --events 30] [--deploy]: the product on a cluster under load while its parts are killed, frozen and
// switched over. What was acknowledged must be stored, once; every process must work again within 15 s of a primary. With --deploy
// the web servers and workers are restarted one after the other instead, and no request may fail. Ends with one line of JSON, and
// with 1 when something did not hold. How to read it: docs/operations.md.
import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { archiveCommandOf, backUp, hasBackups, restoreAll } from "./cluster/backup";
import { DatabaseCluster } from "./cluster/database-cluster";
import { until } from "./cluster/daemon";
import { EVENTS, type Event } from "./cluster/events";
import { fill, Load } from "./cluster/load";
import { findPrograms } from "./cluster/packages";
import { Probe, PROBE_TABLE } from "./cluster/probe";
import { Product, type Name } from "./cluster/product";
import { RecoveryWatch } from "./cluster/recovery";
import { judge } from "./cluster/verdict";
import { ended, startProcess } from "./processes";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "30" },
    only: { type: "string" },
    deploy: { type: "boolean", default: false },
  },
});
const MOST_RECOVERY_S = 15;
const DAYS_PER_EVENT = 3;
const count = Number(values.events);
const chosen = EVENTS.filter(({ name }) => name.includes(values.only ?? ""));
if (!Number.isInteger(count) || count < 1 || chosen.length === 0) {
  console.error(
    "Use a number of events, and a part of an event's name: npm run test:cluster -- --events 30 --only freeze",
  );
  process.exit(2);
}

type Row = {
  event: string;
  outageThroughPooler: number;
  outageDirect: number;
  recovery: Record<Name, number>;
};

const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
const faults: string[] = [];
const rows: Row[] = [];
let cluster: DatabaseCluster | undefined;
let product: Product | undefined;
let isOver = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(130));
try {
  await run();
  await end(faults.length > 0 ? 1 : 0);
} catch (error) {
  if (!isOver) console.error(error instanceof Error ? error.message : error);
  await end(1);
}

async function run() {
  const programs = findPrograms("npm run test:cluster");
  if (!existsSync(".next/BUILD_ID")) throw new Error("There is no build yet. Run npm run build first.");
  cluster = await DatabaseCluster.create(programs, hasBackups ? { archiveCommandOf } : {});
  await cluster.start(say);
  product = await Product.create(cluster);
  // What is imported from here on is a web server's: it reaches the database through PgBouncer.
  Object.assign(process.env, product.env);
  (globalThis as { __modernLendingWeb?: object }).__modernLendingWeb = { isStopping: false };
  await cluster.asSuperuser("lending", async (client) => {
    await fill(client, product!.env.BANK_DATA_FILE!);
    await client.query(PROBE_TABLE);
  });
  if (hasBackups) {
    await backUp(cluster);
    say("a full backup");
  } else say("no backup and no restore drill: pgbackrest is not installed");
  await product.startSandbox();
  say("two web servers and two workers");
  await product.startAll();
  const load = new Load(cluster);
  await load.start();
  const probes = [
    new Probe("through PgBouncer", cluster.poolerUrl()),
    new Probe("through HAProxy alone", cluster.directUrl()),
  ];
  for (const probe of probes) probe.start();
  const watch = new RecoveryWatch(cluster, product);
  watch.start();
  await until("a first payment", () => load.payments.acknowledged.size > 0);
  if (values.deploy) await deploy(load);
  else await storm(load, probes, watch);

  say("the load ends");
  await watch.stop();
  await load.stop();
  for (const probe of probes) await probe.stop();
  await until("the end of the last business day", isQuiet, 240_000).catch((error: Error) =>
    faults.push(error.message),
  );
  const verdict = await judge(cluster, load, probes);
  faults.push(...verdict.faults);
  await (await import("@/lib/lending/reading/loan-standings")).refreshStandings(); // as each minute
  for (const command of [["check"], ["verify"]]) {
    const { code, output } = await ended(
      startProcess(["scripts/ledger.ts", ...command], { ...process.env }, { stderr: "pipe" }),
    );
    say(`ledger ${command[0]}: ${code === 0 ? "holds" : "FAILS"}`);
    if (code !== 0)
      faults.push(
        `ledger ${command[0]}: ${output
          .split("\n")
          .filter((line) => !/^ok\b|^\s*$/.test(line))
          .join(" ")
          .slice(0, 2000)}`,
      );
  }
  if (hasBackups) await compareWithBackup(load, programs.postgres);
  const troubles = Object.fromEntries([...load.payments.troubles, ...load.deposits.troubles]);
  const codes = Object.fromEntries(probes.map(({ lane, codes }) => [lane, Object.fromEntries(codes)]));
  if (values.deploy && load.payments.troubles.size > 0)
    faults.push(`requests failed: ${JSON.stringify(Object.fromEntries(load.payments.troubles))}`);
  console.table(verdict.requests);
  if (rows.length > 0) console.table(summary());
  const away = { worker1: product.awayOf("worker1"), worker2: product.awayOf("worker2") };
  console.log(
    JSON.stringify({ events: rows.length, requests: verdict.requests, rows, away, troubles, codes, faults }),
  );
  for (const fault of faults) console.error(fault);
}

/** Everything that was acknowledged must also come back from the backup and the archived WAL, over all changes of the primary. */
async function compareWithBackup(load: Load, bin: string) {
  let restored = new Set<string>();
  const report = await restoreAll(cluster!, bin, say, (keys) => (restored = keys));
  faults.push(...report.faults.map((fault) => `the restored copy: ${fault}`));
  const keys = [...load.payments.acknowledged.keys(), ...load.deposits.acknowledged.keys()];
  const missing = keys.filter((key) => !restored.has(key));
  for (const key of missing) faults.push(`the restored copy lacks ${key}`);
  say(
    `restored: ${keys.length - missing.length} of ${keys.length} acknowledged; RPO ${report.rpoSeconds} s, RTO ${report.rtoSeconds} s`,
  );
}

async function storm(load: Load, probes: Probe[], watch: RecoveryWatch) {
  for (let n = 0; n < count; n++) {
    const event = chosen[n % chosen.length]!;
    await until("a whole cluster", async () => (await cluster!.isWhole()) && watch.isWell(), 180_000);
    await load.moveDate(DAYS_PER_EVENT);
    await wait(500);
    rows.push(await measure(event, probes, watch));
    const row = rows.at(-1)!;
    const recovery = Math.max(...Object.values(row.recovery));
    say(
      `${String(n + 1).padStart(2)} ${event.name}: ${row.outageThroughPooler} s through PgBouncer, ${row.outageDirect} s through HAProxy alone; ` +
        `processes ${recovery} s after that; ${load.payments.acknowledged.size} payments, ${load.deposits.acknowledged.size} deposits`,
    );
    if (recovery > MOST_RECOVERY_S)
      faults.push(`after event ${n + 1}, ${event.name}: ${JSON.stringify(row.recovery)}`);
  }
}

async function measure(event: Event, probes: Probe[], watch: RecoveryWatch): Promise<Row> {
  watch.lastBroken.clear();
  const from = performance.now();
  await event.run(cluster!);
  await until("a whole cluster again", async () => (await cluster!.isWhole()) && watch.isWell(), 180_000);
  const to = performance.now();
  const [pooled, direct] = probes.map((probe) => probe.longestGap(from, to));
  const seconds = (ms: number) => Math.round(ms / 100) / 10;
  const primaryAt = direct!.end;
  const recoveryOf = (name: Name) => seconds(Math.max(0, (watch.lastBroken.get(name) ?? 0) - primaryAt));
  return {
    event: event.name,
    outageThroughPooler: seconds(pooled!.ms),
    outageDirect: seconds(direct!.ms),
    recovery: {
      web1: recoveryOf("web1"),
      web2: recoveryOf("web2"),
      worker1: recoveryOf("worker1"),
      worker2: recoveryOf("worker2"),
    },
  };
}

/** Each process in turn, as a deploy of a new version does. */
async function deploy(load: Load) {
  for (const name of ["web1", "worker1", "web2", "worker2"] as const) {
    const before = load.payments.acknowledged.size;
    await product!.restart(name);
    await wait(4000); // HAProxy has seen it, and requests arrive
    say(`${name} restarted: ${load.payments.acknowledged.size - before} payments in the meantime`);
  }
}

/** No move of the date is under way, and no job waits. */
async function isQuiet(): Promise<boolean> {
  return cluster!
    .asSuperuser("lending", async (client) => {
      const { rows } = await client.query<{ left: number }>(
        `SELECT (SELECT count(*) FROM date_moves WHERE status <> 'DONE')::int
              + (SELECT count(*) FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts)::int AS left`,
      );
      return rows[0]!.left === 0;
    })
    .catch(() => false);
}

function summary() {
  return chosen.map(({ name }) => {
    const some = rows.filter(({ event }) => event === name);
    const range = (of: (row: Row) => number) => {
      const all = some.map(of);
      return all.length === 0 ? "" : `${Math.min(...all)} to ${Math.max(...all)}`;
    };
    return {
      event: name,
      times: some.length,
      "outage through PgBouncer, s": range((row) => row.outageThroughPooler),
      "outage through HAProxy, s": range((row) => row.outageDirect),
      "web servers after it, s": range(({ recovery }) => Math.max(recovery.web1, recovery.web2)),
      "workers after it, s": range(({ recovery }) => Math.max(recovery.worker1, recovery.worker2)),
    };
  });
}

async function end(status: number): Promise<never> {
  if (isOver) process.exit(status);
  isOver = true;
  const { db } = (globalThis as { __modernLendingDb?: { $disconnect: () => Promise<void> } })
    .__modernLendingDb
    ? await import("@/lib/db")
    : { db: null };
  await db?.$disconnect();
  await product?.stop();
  await cluster?.stop({ isKept: status === 1 });
  if (cluster && status === 1) console.error(`The logs of all processes are in ${cluster.folder}.`);
  process.exit(status);
}
