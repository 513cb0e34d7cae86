// npm run bench:day -- [--loans 2000] [--collections 1000] [--deposits 200] [--disbursements 100] [--payouts 100]
// [--against ../other-checkout]: one business day of a lender, from the evening before until what the day sent has cleared, with
// the stand-in bank over HTTP, a durable PostgreSQL and one worker; in this checkout and in another one, or with --cluster on one
// server and then on the cluster of `npm run cluster`. How to read it: bench/README.md.
import { spawn, type ChildProcess } from "node:child_process";
import { setPriority } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type pg from "pg";
import { asOwner, freePorts } from "../scripts/embedded-postgres";
import { ended, said, stopProcess } from "../scripts/processes";
import { CLEARED, DAY, EVE, fillBook, peopleOf, writeBankMemory, type Size } from "./day-book";
import { clusterOfThree, oneServer, type DayDatabase } from "./day-database";
import { measureSteps, type Step } from "./day-steps";
import { readSettings } from "./durable-server";
import { percentiles, table } from "./measure";
import { countBusy, usageOf } from "./process-usage";

const PERSON = fileURLToPath(new URL("day-person.ts", import.meta.url));
const TYPESCRIPT = ["--conditions=react-server", "--import", "tsx"];
const LONGEST_MS = 30 * 60_000;

const { values } = parseArgs({
  options: {
    loans: { type: "string", default: "2000" },
    collections: { type: "string", default: "1000" },
    deposits: { type: "string", default: "200" },
    disbursements: { type: "string", default: "100" },
    payouts: { type: "string", default: "100" },
    people: { type: "string", default: "0" },
    against: { type: "string" },
    cluster: { type: "boolean", default: false },
  },
});
if (values.cluster && values.against)
  throw new Error("--cluster compares one server with a cluster in this checkout; leave out --against.");
const size: Size = {
  loans: Number(values.loans),
  collections: Number(values.collections),
  deposits: Number(values.deposits),
  disbursements: Number(values.disbursements),
  payouts: Number(values.payouts),
  people: Number(values.people),
};
type Contestant = { name: string; checkout: string; begin: () => Promise<DayDatabase> };
const here = process.cwd();
const contestants: Contestant[] = values.cluster
  ? [
      { name: "one server", checkout: here, begin: () => oneServer({ isInstalled: true }) },
      { name: "cluster", checkout: here, begin: clusterOfThree },
    ]
  : [...(values.against ? [resolve(values.against)] : []), here].map((checkout) => ({
      ...{ name: checkout === here ? "this one" : checkout, checkout },
      begin: oneServer,
    }));

const days: Step[][] = [];
for (const contestant of contestants) days.push(await measure(contestant));
if (days.length > 1) console.log(`\n${compare(days[0]!, days[1]!)}`);

async function measure({ name, checkout, begin }: Contestant): Promise<Step[]> {
  const place = await begin();
  const { server, database } = place;
  const running: ChildProcess[] = [];
  try {
    const env = await environment(place);
    const start = (program: string, ...args: string[]) => {
      const child = spawn(process.execPath, [...TYPESCRIPT, program, ...args], {
        ...{ cwd: checkout, env },
        stdio: ["ignore", "pipe", "inherit", "ipc"],
      });
      running.push(child);
      return child;
    };
    await place.prepare(() => ended(start("scripts/migrate.ts")));
    await asOwner(server, database, (client) => fillBook(client, size));
    const book = await ended(start("scripts/ledger.ts", "check"));
    if (book.code !== 0)
      throw new Error(`The book that was generated does not pass \`ledger check\`:\n${book.output}`);
    writeBankMemory(env.BANK_DATA_FILE, size);
    await said(start("scripts/sandbox.ts"), "accounting on port");
    const worker = start("scripts/worker.ts");
    await said(worker, "Worker is ready");
    for (const { pid } of running) sameForAll(pid);
    const people = size.people > 0 ? ended(start(PERSON, ...peopleOf(size).map(String))) : null;
    const [workerBefore, busy] = [usageOf(worker.pid!).cpuSeconds, countBusy()];
    const memory = await asOwner(server, database, (client) => runDay(client, worker));
    const cpu = { busyShare: busy(), workerSeconds: usageOf(worker.pid!).cpuSeconds - workerBefore };
    if (people) {
      const accepted = percentiles(JSON.parse((await people).output) as number[]);
      const settledMs = await asOwner(server, database, slowestPerson);
      console.log(
        JSON.stringify({
          bench: "day",
          checkout: name,
          step: "a person's payment",
          acceptedMs: accepted,
          settledMs,
        }),
      );
    }
    const { code } = await ended(start("scripts/ledger.ts", "check"));
    const steps = await asOwner(server, database, (client) => measureSteps(client));
    const left = await asOwner(server, database, undone);
    const check =
      code !== 0 ? "VOID: ledger check" : left.length > 0 ? `VOID: not every ${left.join(", ")}` : "clean";
    report(name, { steps, check, memory, cpu, settings: await readSettings(server, database) });
    return steps;
  } finally {
    await Promise.all(running.map(stopProcess));
    await place.stop();
  }
}

/** They step back behind people who wait for a page; here nobody does, and what else runs on the machine must not come first. */
function sameForAll(pid: number | undefined) {
  try {
    setPriority(pid!, 0);
  } catch {
    // Only the system's administrator may.
  }
}

async function environment({
  env,
  folder,
}: DayDatabase): Promise<NodeJS.ProcessEnv & { BANK_DATA_FILE: string }> {
  const [bank, bureau, accounting, mail, mailbox] = await freePorts(5);
  return {
    ...process.env,
    LOG_LEVEL: "warn",
    ...env,
    PAYMENTS_BASE_URL: `http://localhost:${bank}`,
    BUREAU_BASE_URL: `http://localhost:${bureau}`,
    CODAT_BASE_URL: `http://localhost:${accounting}`,
    SMTP_URL: `smtp://localhost:${mail}`,
    MAILBOX_URL: `http://localhost:${mailbox}`,
    BANK_DATA_FILE: join(folder, "bank.jsonl"),
    ACCOUNTING_DATA_FILE: join(folder, "accounting.jsonl"),
  };
}

/** Asks the worker to move the date, as an administrator would. @returns the worker's largest memory in MiB */
async function runDay(client: pg.Client, worker: ChildProcess): Promise<number> {
  await client.query(
    `INSERT INTO date_moves (id, from_date, reached_date, to_date) VALUES ('mov_bench', $1, $1, $2)`,
    [EVE, CLEARED],
  );
  await client.query(
    `SELECT graphile_worker.add_job('move-business-date', '{"dateMoveId":"mov_bench"}'::json, job_key := 'move:mov_bench')`,
  );
  let most = 0;
  const end = performance.now() + LONGEST_MS;
  while (performance.now() < end) {
    await new Promise((again) => setTimeout(again, 500));
    most = Math.max(most, usageOf(worker.pid!).residentMiB);
    const { rows } = await client.query<{ is_over: boolean; error: string | null }>(
      `SELECT m.status = 'DONE' AND NOT EXISTS (SELECT FROM graphile_worker.jobs j
           WHERE j.task_identifier ~ '(submit-payment|payment-transition)' AND j.attempts < j.max_attempts) AS is_over, m.error
         FROM date_moves m`,
    );
    if (rows[0]!.error) throw new Error(`The day failed: ${rows[0]!.error}`);
    if (rows[0]!.is_over) {
      await client.query("UPDATE date_moves SET error = now()::text WHERE id = 'mov_bench'"); // when the queue was empty
      return most;
    }
  }
  throw new Error("The day did not end in time.");
}

/** All that fell due was done: a day that leaves half of it is fast as well. */
async function undone(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ kind: string; count: number }>(
    `SELECT o.kind::text, count(*)::int FROM payment_transitions t JOIN payment_orders o ON o.id = t.payment_order_id
      WHERE t.to_status = 'COMPLETED' AND t.business_date IN ('${DAY}', '${CLEARED}') AND t.handled_at IS NOT NULL GROUP BY 1`,
  );
  const done = new Map(rows.map(({ kind, count }) => [kind, count]));
  const expected = {
    ...{ REPAYMENT: size.collections, DEPOSIT: size.deposits },
    ...{ DISBURSEMENT: size.disbursements, PAYOUT: size.payouts },
  };
  return Object.entries(expected).flatMap(([kind, count]) => ((done.get(kind) ?? 0) < count ? [kind] : []));
}

/** Milliseconds from the bank's answer, as it was written down, until the payment was booked: the longest of anybody. */
async function slowestPerson(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ ms: number | null }>(
    `SELECT (1000 * extract(epoch FROM max(t.handled_at - t.at)))::float AS ms FROM payment_transitions t
       JOIN payment_orders o ON o.id = t.payment_order_id JOIN repayments r ON r.payment_order_id = o.id
      WHERE t.to_status = 'COMPLETED' AND NOT r.is_autopay`,
  );
  return rows[0]!.ms;
}

type Result = {
  steps: Step[];
  check: string;
  memory: number;
  /** While the day ran: the share of all cores that were busy, and the worker's CPU time. */
  cpu: { busyShare: number | null; workerSeconds: number };
  settings: Record<string, string>;
};

function report(of: string, { steps, check, memory, cpu, settings }: Result) {
  for (const { step, items, seconds } of steps) {
    const perSecond = seconds > 0 ? Math.round((items / seconds) * 10) / 10 : null;
    console.log(JSON.stringify({ bench: "day", checkout: of, step, items, seconds, perSecond, check }));
  }
  const all = {
    bench: "day",
    checkout: of,
    day: DAY,
    ...size,
    workerMiB: Math.round(memory),
    ...cpu,
    settings,
    check,
  };
  console.log(JSON.stringify(all));
}

function compare(before: Step[], now: Step[]): string {
  const rows = now.flatMap(({ step, items, seconds }) => {
    const was = before.find((each) => each.step === step);
    if (!was || items === 0) return [];
    const [old, today] = [was.items / was.seconds, items / seconds];
    return [{ step, items, "baseline/s": old, "now/s": today, ratio: today / old }];
  });
  return table(rows);
}
