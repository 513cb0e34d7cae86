// npm run bench:replica -- [--loans 20000] [--seconds 10] [--rounds 3] [--every 100] [--shared]: how long a payment takes on a cluster
// while nothing else runs, while reports are read from a standby, and while the same are read from the primary. How to read it:
// bench/README.md.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { DatabaseCluster } from "../scripts/cluster/database-cluster";
import { said } from "../scripts/processes";
import { fillBook, peopleOf, type Size } from "./day-book";
import { startDurableCluster } from "./day-database";
import { percentiles, table } from "./measure";

const TYPESCRIPT = ["--conditions=react-server", "--import", "tsx"];
const TASKSET = "/usr/bin/taskset";
/** It asks the database for no settings, as PgBouncer wants it. */
const AS_WEB_SERVER = "data:text/javascript,globalThis.__modernLendingWeb={isStopping:false}";
const SETTLE_MS = 1500; // between two phases: what the one before has left to do is not of the next

const { values } = parseArgs({
  options: {
    loans: { type: "string", default: "20000" },
    seconds: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    every: { type: "string", default: "100" },
    shared: { type: "boolean", default: false },
  },
});
const [loans, seconds, rounds, every] = [values.loans, values.seconds, values.rounds, values.every].map(
  Number,
) as [number, number, number, number];
/** Separate machines cannot be had on one; separate cores can: the standby that is read with its readers, and everything else. */
const isApart = !values.shared && cpus().length > 1 && existsSync(TASKSET);

const PHASES = ["quiet", "a loop that counts", "reports on a standby", "reports on the primary"] as const;
type Phase = (typeof PHASES)[number];
type Payment = { phase: Phase; ms: number };

const running: ChildProcess[] = [];
const cluster = await startDurableCluster();
try {
  await measure();
} finally {
  for (const child of running) if (child.connected) child.send("stop");
  await Promise.all(running.map(gone));
  await cluster.stop();
}

async function measure() {
  const phases = rounds * PHASES.length;
  const people = Math.ceil((phases * (seconds + SETTLE_MS / 1000) * 1000) / every) + 100;
  const size: Size = { loans, collections: 0, deposits: 0, disbursements: 0, payouts: 0, people };
  await cluster.asSuperuser("lending", async (client) => {
    await fillBook(client, size);
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  });
  const standby = start("replica-reader.ts", [], { READ_DATABASE_URL: cluster.replicaUrl() });
  const primary = start("replica-reader.ts", []);
  // Neither reads nor writes: what the payments lose beside it is what the cores themselves share.
  const loop = start("replica-loop.ts", []);
  const readers = {
    "a loop that counts": loop,
    "reports on a standby": standby,
    "reports on the primary": primary,
  };
  await Promise.all(Object.values(readers).map((reader) => said(reader, "ready")));
  const payer = start("replica-payer.ts", [...peopleOf(size), every].map(String));
  if (isApart) await setApart(cluster, [standby, loop], [primary, payer]);
  let phase: Phase | null = null;
  const payments: Payment[] = [];
  createInterface({ input: payer.stdout! }).on("line", (line) => {
    if (line === "no more loans") throw new Error("There were too few loans for so many payments.");
    if (phase) payments.push({ phase, ms: (JSON.parse(line) as { ms: number }).ms });
  });
  await wait(5000); // its code is warm
  const passes = new Map<Phase, number>();
  for (let round = 0; round < rounds; round++)
    for (const now of PHASES) {
      const reader = now === "quiet" ? null : readers[now];
      if (reader?.connected) reader.send("read");
      await wait(SETTLE_MS / 2);
      phase = now;
      await wait(seconds * 1000);
      phase = null;
      if (reader) passes.set(now, (passes.get(now) ?? 0) + (await endOf(reader)));
      await wait(SETTLE_MS / 2);
    }
  report(payments, passes);
}

function endOf(reader: ChildProcess): Promise<number> {
  if (!reader.connected) throw new Error("The process that reads reports has ended.");
  const answer = new Promise<number>((done) =>
    reader.once("message", (message) => done((message as { passes: number }).passes)),
  );
  reader.send("rest");
  return answer;
}

function report(payments: Payment[], passes: Map<Phase, number>) {
  const of = (phase: Phase) =>
    percentiles(payments.filter((each) => each.phase === phase).map(({ ms }) => ms));
  const quiet = of("quiet");
  const rows = PHASES.map((phase) => {
    const { p50, p95, p99 } = of(phase);
    return {
      ...{ phase, payments: payments.filter((each) => each.phase === phase).length, p50, p95, p99 },
      ...{
        "p50 to quiet": p50 / quiet.p50,
        "p95 to quiet": p95 / quiet.p95,
        reports: passes.get(phase) ?? 0,
      },
    };
  });
  for (const row of rows)
    console.log(JSON.stringify({ bench: "replica", loans, seconds, rounds, every, isApart, ...row }));
  console.log(`\n${table(rows)}`);
}

/** Processes that they start later stay where their parents are. */
async function setApart(on: DatabaseCluster, onStandbys: ChildProcess[], others: ChildProcess[]) {
  const [leader, synchronous] = [await on.leader(), await on.syncStandby()];
  const bind = (core: number, pids: (number | undefined)[]) => {
    for (const pid of pids)
      if (pid) execFileSync(TASKSET, ["--all-tasks", "--cpu-list", "--pid", String(core), String(pid)]);
  };
  bind(0, [...others.map(({ pid }) => pid), on.pooler.pid, on.haproxy.pid, on.etcd.pid]);
  for (const node of on.nodes)
    bind(node === leader || node === synchronous ? 0 : 1, [node.patroni.pid, ...node.processes()]);
  bind(
    1,
    onStandbys.map(({ pid }) => pid),
  );
}

function start(program: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const isWeb = program === "replica-payer.ts";
  const child = spawn(
    process.execPath,
    [
      ...TYPESCRIPT,
      ...(isWeb ? ["--import", AS_WEB_SERVER] : []),
      `${import.meta.dirname}/${program}`,
      ...args,
    ],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: {
        ...process.env,
        ...{
          DATABASE_URL: cluster.poolerUrl(),
          WORKER_DATABASE_URL: cluster.directUrl(),
          LOG_LEVEL: "warn",
          ...env,
        },
      },
    },
  );
  running.push(child);
  return child;
}

function gone(child: ChildProcess): Promise<void> {
  return new Promise((ended) => {
    if (child.exitCode !== null || child.signalCode !== null) ended();
    else child.once("exit", () => ended());
  });
}
