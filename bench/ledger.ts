// npm run bench:ledger: how fast the ledger posts through one hot account, with everything that keeps it right switched
// on, beside what others do with the same tables. How to read the answer: bench/README.md.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Contestant } from "./ledger-contestants";
import { lendingMix } from "./ledger-mix";
import { startBench, type Bench } from "./ledger-server";
import { closedLoop, median, percentiles, table, type Latencies, type LoopResult } from "./measure";
import { pgbenchVersion, preparePgbench, runPgbench, TPCB_CLIENTS } from "./pgbench";

const ENTRIES_PER_EVENT = 2.8;

type Row = Latencies & {
  contestant: string;
  callers: number;
  eventsPerSecond: number;
  entriesPerSecond: number;
  walBytesPerEvent: number | null;
  batch: { mean: number; largest: number } | null;
  check: string;
};

type Entrant = {
  name: string;
  callers: number;
  open: (bench: Bench) => Promise<Contestant>;
  /** What is taken away, by the owner, before the run: the price of it is the difference. */
  without?: string;
};

const contestants = () => import("./ledger-contestants");
const inLists = async () => (await contestants()).lists();

const NO_REFERENCES = `
  DROP TRIGGER account_days_guard ON ledger.account_days;
  DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('ledger.guard_entries'::regproc), 'WHERE NOT EXISTS (SELECT 1 FROM ledger.accounts a', 'WHERE false AND NOT EXISTS (SELECT 1 FROM ledger.accounts a');
  END $$`;
const ROW_FOREIGN_KEYS = `
  ALTER TABLE ledger.entries ALTER CONSTRAINT entries_account_id_currency_fkey ENFORCED;
  ALTER TABLE ledger.entries ALTER CONSTRAINT entries_transaction_id_fkey ENFORCED;
  ALTER TABLE ledger.account_days ALTER CONSTRAINT account_days_account_id_fkey ENFORCED`;

const ENTRANTS: Entrant[] = [
  ...[1, 8, 64, 256].map((callers): Entrant => ({ name: "lists", callers, open: inLists })),
  { name: "caller-transaction", callers: 1, open: async () => (await contestants()).callerTransaction() },
  { name: "caller-transaction", callers: 8, open: async () => (await contestants()).callerTransaction() },
  ...[1, 8, 256].map((callers): Entrant => ({
    name: "baseline",
    callers,
    open: async ({ server }) =>
      (await contestants()).plain(server.ownerUrl("bench_run"), Math.min(callers, 16)),
  })),
  { name: "no-foreign-keys", callers: 256, open: inLists, without: NO_REFERENCES },
  { name: "row-foreign-keys", callers: 256, open: inLists, without: ROW_FOREIGN_KEYS },
  {
    name: "no-deferred-trigger",
    callers: 256,
    open: inLists,
    without: "DROP TRIGGER commits_complete ON ledger.commits",
  },
  {
    name: "no-entry-guards",
    callers: 256,
    open: inLists,
    without: "DROP TRIGGER entries_guard ON ledger.entries",
  },
];

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "8" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    soak: { type: "string", default: "0" }, // minutes
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

const bench = await startBench();
try {
  const version = pgbenchVersion();
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model}), client and server share them. Node ${process.version}, ${version ?? "no pgbench"}.`,
  );
  console.log(
    Object.entries(bench.settings)
      .map(([name, value]) => `${name} = ${value}`)
      .join(", "),
  );
  if (version) await preparePgbench(bench.server);
  const chosen = ENTRANTS.filter(
    ({ name }) => values.only === undefined || values.only.split(",").includes(name),
  );
  const withTpcb = version !== null && (values.only === undefined || values.only.includes("pgbench"));
  const found = new Map<string, Row[]>();
  const note = (row: Row) => {
    const name = `${row.contestant}/${row.callers}`;
    found.set(name, [...(found.get(name) ?? []), row]);
    console.error(
      `${name}: ${row.eventsPerSecond.toFixed(0)} events/s, p99 ${row.p99.toFixed(1)} ms, ${row.check}`,
    );
  };
  for (let round = 0; round < rounds; round++) {
    // There and back again, so that nobody always runs first.
    const order = round % 2 ? chosen.toReversed() : chosen;
    for (const entrant of order) note(await run(entrant, round));
    if (withTpcb)
      note(asRow("pgbench-tpcb", TPCB_CLIENTS, runPgbench(bench.server, seconds), "not ours to check"));
  }
  if (found.size > 0) report([...found.values()]);
  if (isChosen("reads")) await reportReads();
  if (isChosen("interest-run")) await reportInterestRun();
  if (Number(values.soak) > 0) await reportSoak(Number(values.soak));
} finally {
  await bench.stop();
}

function isChosen(name: string): boolean {
  return values.only === undefined || values.only.split(",").includes(name);
}

async function reportReads() {
  const { readsUnderLoad, asOfAMillion } = await import("./ledger-reads");
  const rows = [
    { read: "balance of cash, while 256 callers post", ...(await readsUnderLoad(bench, seconds)) },
    { read: "balance as of a date, account of a million entries", ...(await asOfAMillion(bench)) },
  ];
  console.log(
    `\n${table(rows.map(({ read, reads, p50, p90, p95, p99, max, check }) => ({ read, reads, "p50 ms": p50, p90, p95, p99, max, check })))}\n`,
  );
  for (const { read, p50, p99, check } of rows)
    console.log(
      JSON.stringify({ bench: "ledger", contestant: read, p50Ms: round2(p50), p99Ms: round2(p99), check }),
    );
}

async function reportInterestRun() {
  const { interestRun } = await import("./ledger-interest");
  const result = await interestRun(bench);
  console.log(
    JSON.stringify({
      bench: "ledger",
      contestant: "interest-run",
      ...result,
      seconds: round2(result.seconds),
    }),
  );
}

async function reportSoak(minutes: number) {
  const { soak } = await import("./ledger-soak");
  const { events, samples } = await soak(bench, minutes);
  const rows = samples.map(({ minute, heapMiB, rssMiB }) => ({
    minute,
    "heap MiB": heapMiB,
    "RSS MiB": rssMiB,
  }));
  console.log(`\n${table(rows)}\n`);
  const rssMiB = samples.map((sample) => Math.round(sample.rssMiB));
  console.log(JSON.stringify({ bench: "ledger", contestant: "soak", minutes, events, rssMiB }));
}

async function run(entrant: Entrant, round: number): Promise<Row> {
  await bench.freshBooks();
  if (entrant.without) await bench.asOwner((client) => client.query(entrant.without!));
  const contestant = await entrant.open(bench);
  const next = lendingMix(`${entrant.name}-${round}`, 100 + round);
  let acknowledged = 0;
  const [before, lsn] = [await stored(), await walPosition()];
  const result = await closedLoop({
    callers: entrant.callers,
    seconds,
    warmUp: 2,
    ask: async () => {
      const posted = await contestant.ask(next());
      if (posted) acknowledged++;
      return posted;
    },
  });
  const wal = (await walPosition()) - lsn;
  const sizes = contestant.batchSizes?.();
  await contestant.end();
  const kept = (await stored()) - before;
  const row = asRow(entrant.name, entrant.callers, result, await verdict(entrant, acknowledged, kept));
  return { ...row, walBytesPerEvent: wal / acknowledged, batch: sizes ? batchOf(sizes) : null };
}

/** The books are checked after every run; a run whose books fail is void. */
async function verdict(entrant: Entrant, acknowledged: number, kept: number): Promise<string> {
  if (acknowledged !== kept) return `VOID: ${acknowledged} acknowledged, ${kept} stored`;
  const { runChecks } = await import("@/lib/ledger/check");
  const broken = (await runChecks()).filter(({ id, ok }) => !ok && !(entrant.without && id === "G1"));
  return broken.length === 0 ? "clean" : `VOID: ${broken.map(({ id }) => id).join(", ")}`;
}

function asRow(contestant: string, callers: number, result: LoopResult, check: string): Row {
  const eventsPerSecond = result.events / result.seconds;
  const entriesPerSecond =
    contestant === "pgbench-tpcb" ? eventsPerSecond : eventsPerSecond * ENTRIES_PER_EVENT;
  const latencies = percentiles(result.milliseconds);
  return {
    contestant,
    callers,
    eventsPerSecond,
    entriesPerSecond,
    ...latencies,
    walBytesPerEvent: null,
    batch: null,
    check,
  };
}

function batchOf(sizes: Map<number, number>) {
  const calls = [...sizes.values()].reduce((sum, count) => sum + count, 0);
  const events = [...sizes].reduce((sum, [size, count]) => sum + size * count, 0);
  return { mean: events / calls, largest: Math.max(...sizes.keys()) };
}

async function stored(): Promise<number> {
  return bench.asOwner(async (client) => {
    const { rows } = await client.query<{ n: string }>("SELECT count(*) AS n FROM ledger.transactions");
    return Number(rows[0]!.n);
  });
}

async function walPosition(): Promise<number> {
  return bench.asOwner(async (client) => {
    const { rows } = await client.query<{ at: string }>(
      "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS at",
    );
    return Number(rows[0]!.at);
  });
}

function report(groups: Row[][]) {
  const middle = (rows: Row[], of: (row: Row) => number) => median(rows.map(of));
  const all = groups.map((rows) => {
    const [{ contestant, callers }] = rows as [Row];
    const speeds = rows.map((row) => row.eventsPerSecond);
    const bad = rows.find(({ check }) => check.startsWith("VOID"));
    return {
      contestant,
      callers,
      "events/s": Math.round(median(speeds)),
      "min to max": `${Math.round(Math.min(...speeds))} to ${Math.round(Math.max(...speeds))}`,
      "entries/s": Math.round(middle(rows, (row) => row.entriesPerSecond)),
      "p50 ms": middle(rows, (row) => row.p50),
      p90: middle(rows, (row) => row.p90),
      p95: middle(rows, (row) => row.p95),
      p99: middle(rows, (row) => row.p99),
      "p99.9": middle(rows, (row) => row.p999),
      max: middle(rows, (row) => row.max),
      "batch mean (largest)": rows[0]!.batch
        ? `${middle(rows, (row) => row.batch!.mean).toFixed(1)} (${Math.max(...rows.map((row) => row.batch!.largest))})`
        : "",
      "WAL bytes/event":
        rows[0]!.walBytesPerEvent === null
          ? ""
          : String(Math.round(middle(rows, (row) => row.walBytesPerEvent!))),
      check: bad?.check ?? rows[0]!.check,
    };
  });
  console.log(`\n${table(all)}\n`);
  for (const row of all) {
    console.log(
      JSON.stringify({
        bench: "ledger",
        contestant: row.contestant,
        callers: row.callers,
        eventsPerSecond: row["events/s"],
        entriesPerSecond: row["entries/s"],
        p50Ms: round2(row["p50 ms"]),
        p90Ms: round2(row.p90),
        p95Ms: round2(row.p95),
        p99Ms: round2(row.p99),
        p999Ms: round2(row["p99.9"]),
        maxMs: round2(row.max),
        check: row.check,
      }),
    );
  }
  const speed = (name: string, callers: number) =>
    all.find((row) => row.contestant === name && row.callers === callers)?.["events/s"];
  const [ours, tpcb, base] = [
    speed("lists", 256),
    speed("pgbench-tpcb", TPCB_CLIENTS),
    speed("baseline", 256),
  ];
  if (ours && tpcb)
    console.log(`\nThrough one cash account: ${(ours / tpcb).toFixed(2)} times pgbench TPC-B.`);
  if (ours && base) console.log(`${(ours / base).toFixed(1)} times the plain baseline at 256 callers.`);
  const [one, oneBase] = [speed("lists", 1), speed("baseline", 1)];
  if (one && oneBase) console.log(`One caller: ${(one / oneBase).toFixed(2)} times the plain baseline.`);
}

function round2(value: number) {
  return Math.round(value * 100) / 100;
}
