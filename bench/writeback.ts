// npm run bench:writeback: how fast a backlog gets into the borrowers' books, first within Codat's documented limits, then with
// the limits lifted; and whether each record is there once. How to read the answer: bench/README.md.
import { cpus } from "node:os";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { asOwner } from "../scripts/embedded-postgres";
import { said, startProcess, stopProcess } from "../scripts/processes";
import { prepareTemplate, startStack, type Stack } from "../scripts/stack";
import { startDurable } from "./durable-server";
import { median, percentiles, table } from "./measure";
import { AdminPage } from "./writeback-admin";
import { auditBooks } from "./writeback-audit";
import { controlOf, fillBacklog, type Backlog, type Control } from "./writeback-backlog";
import { usageOf } from "./process-usage";

const DATABASE = "bench_writeback";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const QUOTA_CALLS = 800; // of the day's quota are left when its turn comes
const DOCUMENTED = { CODAT_CALLS_PER_MINUTE: "1000", CODAT_CALLS_PER_DAY: "1000", CODAT_CALLS_AT_ONCE: "10" };
const LIFTED = { CODAT_CALLS_PER_MINUTE: "0", CODAT_CALLS_PER_DAY: "0", CODAT_CALLS_AT_ONCE: "10" };

type Limit = { limit: number | null; used: number; highest: number; refused: number };
type Stats = {
  requests: { all: number; byRoute: Record<string, number> };
  limits: { concurrent: Limit; minute: Limit & { accepted: number; seconds: number }; day: Limit };
  contractViolations: { count: number };
};

const { values } = parseArgs({
  options: {
    connections: { type: "string", default: "500" },
    minutes: { type: "string", default: "3" }, // within the limits
  },
});
const minutes = Number(values.minutes);

if (!existsSync(".next/BUILD_ID")) {
  console.error("There is no build yet. Run npm run build first.");
  process.exit(1);
}
const { server, folder, stop } = await startDurable();
let stack: Stack | null = null;
try {
  await prepareTemplate(server, folder, "basics");
  stack = await startStack(server, folder, { name: DATABASE, seed: "basics", hasWorker: false });
  await run(stack);
} finally {
  await stack?.stop();
  await stop();
}

async function run(product: Stack) {
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model}), shared by all processes. Node ${process.version}.`,
  );
  const control = controlOf(product.accountingUrl);
  const backlog = await fill(product, control);
  const page = await AdminPage.signIn(product.url);
  const limited = await withinLimits(product, control, page);
  const quota = await withinQuota(product, control);
  const lifted = await withoutLimits(product, control, page);
  const audit = await auditBooks(control, (work) => asOwner(server, DATABASE, work));
  report({ backlog, limited, quota, lifted, audit });
  if (audit.duplicates + audit.lost + audit.wrongBalances > 0) process.exitCode = 1;
}

async function fill(product: Stack, control: Control): Promise<Backlog> {
  await control("POST", "/limits", { on: false });
  await control("POST", "/settings", { syncDelayMs: 0, mappingDelayMs: 0 });
  await control("POST", "/webhooks/behavior", { drop: true }); // that they have connected is old news
  const { rows } = await asOwner(server, DATABASE, (client) =>
    client.query<{ today: string }>("SELECT business_date::text AS today FROM business_clock"),
  );
  const today = rows[0]!.today;
  await control("POST", "/clock", { date: today });
  const startedAt = Date.now();
  const backlog = await asOwner(server, DATABASE, (client) =>
    fillBacklog(client, control, {
      baseUrl: product.accountingUrl,
      apiKey: String(product.env.CODAT_API_KEY),
      connections: Number(values.connections),
      today,
    }),
  );
  await control("POST", "/webhooks/behavior", { drop: false });
  const seconds = (Date.now() - startedAt) / SECOND;
  console.error(
    `${backlog.connections} connections, ${backlog.events} events, ${backlog.writes} writes wait (${seconds.toFixed(0)} s).`,
  );
  return backlog;
}

type Phase = {
  seconds: number;
  writes: number;
  stats: Stats;
  memory: number[]; // MiB of the worker, a sample a second
  cpuSeconds: number; // of the worker
  page: number[]; // ms of the administrator's page
};

/** One worker with these settings, until `isOver`. */
async function phase(
  product: Stack,
  control: Control,
  options: {
    env: Record<string, string>;
    page: AdminPage | null;
    isOver: (stats: Stats, elapsedMs: number) => Promise<boolean> | boolean;
  },
): Promise<Phase> {
  await control("DELETE", "/stats");
  const before = await written();
  const worker = startProcess(["scripts/worker.ts"], { ...product.env, ...options.env });
  await said(worker, "Worker is ready");
  await asOwner(server, DATABASE, (client) =>
    client.query("SELECT graphile_worker.add_job('writeback-drain', job_key := 'writeback-drain')"),
  );
  const startedAt = Date.now();
  const cpuBefore = usageOf(worker.pid!).cpuSeconds;
  const [memory, pageMs]: [number[], number[]] = [[], []];
  let isOver = false;
  const looking = (async () => {
    while (options.page && !isOver) pageMs.push(await options.page.visit());
  })();
  try {
    while (!isOver) {
      await new Promise((wait) => setTimeout(wait, SECOND));
      memory.push(usageOf(worker.pid!).residentMiB);
      const elapsedMs = Date.now() - startedAt;
      isOver = await options.isOver(await control<Stats>("GET", "/stats"), elapsedMs);
      if (memory.length % 10 === 0) {
        const cpu = usageOf(worker.pid!).cpuSeconds - cpuBefore;
        const n = (await written()) - before;
        console.error(
          `  ${Math.round(elapsedMs / SECOND)} s: ${n} writes, worker ${((cpu * 1000) / n).toFixed(1)} ms of CPU each`,
        );
      }
    }
    const seconds = (Date.now() - startedAt) / SECOND;
    const stats = await control<Stats>("GET", "/stats");
    const cpuSeconds = usageOf(worker.pid!).cpuSeconds - cpuBefore;
    return { seconds, writes: (await written()) - before, stats, memory, cpuSeconds, page: pageMs };
  } finally {
    isOver = true;
    await looking;
    await stopProcess(worker);
  }
}

async function written(): Promise<number> {
  const { rows } = await asOwner(server, DATABASE, (client) =>
    client.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM writeback_operations WHERE state = 'SUCCESS'",
    ),
  );
  return rows[0]!.n;
}

/** All three documented limits on; the one for a minute is the one that counts. */
async function withinLimits(product: Stack, control: Control, page: AdminPage) {
  await quietMinute(control);
  await control("POST", "/limits", { on: true });
  const found = await phase(product, control, {
    env: DOCUMENTED,
    page,
    isOver: (_, elapsedMs) => elapsedMs >= minutes * MINUTE,
  });
  say("within the limits", found);
  return found;
}

/** The day's quota on both sides, so low that it is the one that counts. */
async function withinQuota(product: Stack, control: Control) {
  await quietMinute(control);
  const { used } = (await control<Stats>("GET", "/stats")).limits.day;
  const perDay = Math.ceil((used + QUOTA_CALLS) / (Number(values.connections) + 1));
  await control("POST", "/limits", { on: true, perDay });
  // What the stand-in has counted today, the calls that set this benchmark up included, counts on our side too.
  await asOwner(server, DATABASE, (client) =>
    client.query("UPDATE writeback_budget SET used_today = $1, day = (now() AT TIME ZONE 'UTC')::date", [
      used,
    ]),
  );
  let [before, still] = [used, 0];
  const found = await phase(product, control, {
    env: { ...DOCUMENTED, CODAT_CALLS_PER_DAY: String(perDay) },
    page: null,
    isOver: ({ limits }) => {
      still = limits.day.used === before ? still + 1 : 0;
      before = limits.day.used;
      return still >= 10;
    },
  });
  say("the day's quota", found);
  return found;
}

async function withoutLimits(product: Stack, control: Control, page: AdminPage) {
  await control("POST", "/limits", { on: false });
  await asOwner(server, DATABASE, (client) => client.query("UPDATE writeback_budget SET used_today = 0"));
  let [before, still] = [-1, 0];
  const found = await phase(product, control, {
    env: LIFTED,
    page,
    isOver: async (stats) => {
      const { rows } = await asOwner(server, DATABASE, (client) =>
        client.query<{ open: number }>(
          "SELECT count(*)::int AS open FROM writeback_events WHERE state IN ('QUEUED', 'WRITING')",
        ),
      );
      still = stats.requests.all === before ? still + 1 : 0;
      before = stats.requests.all;
      return rows[0]!.open === 0 || still >= 60;
    },
  });
  say("limits lifted", found);
  return found;
}

/** Until what was asked before is out of the stand-in's minute. */
async function quietMinute(control: Control) {
  while ((await control<Stats>("GET", "/stats")).limits.minute.used > 0)
    await new Promise((wait) => setTimeout(wait, SECOND));
}

function say(name: string, { seconds, writes, stats, memory, page, cpuSeconds }: Phase) {
  console.error(
    `${name}: ${seconds.toFixed(0)} s, ${writes} writes (${(writes / seconds).toFixed(1)}/s), ${stats.limits.minute.accepted} calls, memory ${Math.min(...memory).toFixed(0)} to ${Math.max(...memory).toFixed(0)} MiB, worker ${((cpuSeconds * 1000) / Math.max(1, writes)).toFixed(1)} ms of CPU a write` +
      (page.length > 0 ? `, page p95 ${percentiles(page).p95.toFixed(0)} ms of ${page.length}` : ""),
  );
}

type Found = {
  backlog: Backlog;
  limited: Phase;
  quota: Phase;
  lifted: Phase;
  audit: Awaited<ReturnType<typeof auditBooks>>;
};

function report({ backlog, limited, quota, lifted, audit }: Found) {
  const { minute, concurrent } = limited.stats.limits;
  const { day } = quota.stats.limits;
  const minuteUse = minute.accepted / ((minute.limit ?? 1) * (limited.seconds / 60));
  const phases = [limited, quota, lifted];
  const calls = phases.reduce((sum, { stats }) => sum + stats.requests.all, 0);
  const violations = phases.reduce((sum, { stats }) => sum + stats.contractViolations.count, 0);
  console.log(
    `\n${backlog.connections} connections, ${backlog.events} events, ${backlog.writes} writes, ${calls} calls in all.\n`,
  );
  const limits = [
    {
      limit: "a minute, per address",
      allowed: minute.limit ?? 0,
      highest: minute.highest,
      refused: minute.refused,
      use: minuteUse,
    },
    {
      limit: "at a time, per company",
      allowed: concurrent.limit ?? 0,
      highest: concurrent.highest,
      refused: concurrent.refused,
      use: "",
    },
    {
      limit: "a day, all",
      allowed: day.limit ?? 0,
      highest: day.highest,
      refused: day.refused,
      use: day.used / (day.limit ?? 1),
    },
  ];
  console.log(`${table(limits)}\n`);
  const rows = (
    [
      ["within the limits", limited],
      ["the day's quota", quota],
      ["limits lifted", lifted],
    ] as const
  ).map(([name, found]) => ({
    phase: name,
    seconds: Math.round(found.seconds),
    writes: found.writes,
    "writes/s": found.writes / found.seconds,
    "calls/write": found.stats.requests.all / Math.max(1, found.writes),
    "worker CPU ms/write": (found.cpuSeconds * 1000) / Math.max(1, found.writes),
    "page p50 ms": found.page.length > 0 ? percentiles(found.page).p50 : "",
    "page p95 ms": found.page.length > 0 ? percentiles(found.page).p95 : "",
    visits: found.page.length,
    "MiB first quarter": median(found.memory.slice(0, Math.ceil(found.memory.length / 4))),
    "MiB last quarter": median(found.memory.slice(-Math.ceil(found.memory.length / 4))),
  }));
  console.log(`${table(rows)}\n`);
  console.log(
    `Books: ${audit.found} records and lines of ${audit.expected}, ${audit.duplicates} twice, ${audit.lost} lost, ${audit.wrongBalances} lender accounts with a wrong balance; ${violations} requests against the contract.`,
  );
  console.log(
    JSON.stringify({
      bench: "writeback",
      writesPerSecond: round(lifted.writes / lifted.seconds),
      limitUse: round(minuteUse),
      quotaUse: round(day.used / (day.limit ?? 1)),
      refusedByLimits: minute.refused + concurrent.refused + day.refused,
      adminPageP95Ms: round(percentiles(lifted.page).p95),
      duplicates: audit.duplicates,
      lost: audit.lost,
    }),
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
