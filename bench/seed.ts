// npm run bench:seed -- [--runs 3] [--against ../other-checkout]: how long the eighteen months of the sandbox take to seed, in
// this checkout and in another one, by turns; and whether both end with the same books. How to read it: bench/README.md.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { allowAppLogin, asOwner, ensureDatabase, freePorts, type Server } from "../scripts/embedded-postgres";
import { said } from "../scripts/processes";
import { median, table } from "./measure";
import { startDurable } from "./durable-server";

const DATABASE = "bench_seed";
const TYPESCRIPT = ["--conditions=react-server", "--import", "tsx"];
const CLOCK_TICKS = 100; // a second, of /proc

const { values } = parseArgs({
  options: { runs: { type: "string", default: "3" }, against: { type: "string" } },
});
const checkouts = [...(values.against ? [resolve(values.against)] : []), process.cwd()];

type Run = { checkout: string; wall: number; seed: number; sandbox: number; postgres: number; books: string };
const runs: Run[] = [];
for (let run = 0; run < Number(values.runs); run++)
  for (const checkout of checkouts) runs.push(await measure(checkout));

console.log(
  table(
    runs.map(({ checkout, wall, seed, sandbox, postgres }) => ({
      checkout: checkout === process.cwd() ? "this one" : checkout,
      "wall s": wall,
      "CPU s: seed": seed,
      "stand-ins": sandbox,
      PostgreSQL: postgres,
      all: seed + sandbox + postgres,
    })),
  ),
);
if (checkouts.length > 1)
  console.log(
    `Median wall time of this one: ${(wallOf(process.cwd()) / wallOf(checkouts[0]!)).toFixed(2)} of the other.`,
  );
for (const books of new Set(runs.map((each) => each.books))) console.log(`\nEnds with:\n${books}`);

function wallOf(checkout: string): number {
  return median(runs.filter((run) => run.checkout === checkout).map(({ wall }) => wall));
}

async function measure(checkout: string): Promise<Run> {
  const { server, folder, stop } = await startDurable();
  const before = childrenSeconds();
  await ensureDatabase(server, DATABASE);
  const [bank, bureau, accounting, mail, mailbox] = await freePorts(5);
  const env = {
    ...process.env,
    DATABASE_URL: server.appUrl(DATABASE),
    MIGRATION_DATABASE_URL: server.ownerUrl(DATABASE),
    PAYMENTS_BASE_URL: `http://localhost:${bank}`,
    BUREAU_BASE_URL: `http://localhost:${bureau}`,
    CODAT_BASE_URL: `http://localhost:${accounting}`,
    SMTP_URL: `smtp://localhost:${mail}`,
    MAILBOX_URL: `http://localhost:${mailbox}`,
    BANK_DATA_FILE: join(folder, "bank.jsonl"),
    ACCOUNTING_DATA_FILE: join(folder, "accounting.jsonl"),
  };
  const start = (program: string) =>
    spawn(process.execPath, [...TYPESCRIPT, program], {
      cwd: checkout,
      env,
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
  await succeeds(start("scripts/migrate.ts"));
  await allowAppLogin(server);
  const sandbox = start("scripts/sandbox.ts");
  await said(sandbox, "bank on port"); // the words before them differ between checkouts
  const atStart = childrenSeconds();
  const startedAt = performance.now();
  await succeeds(start("scripts/seed.ts"));
  const wall = (performance.now() - startedAt) / 1000;
  const seed = childrenSeconds() - atStart;
  const books = await booksOf(server);
  const beforeSandbox = childrenSeconds();
  sandbox.send("stop");
  await new Promise((ended) => sandbox.once("exit", ended));
  const sandboxSeconds = childrenSeconds() - beforeSandbox;
  const beforeServer = childrenSeconds();
  await stop();
  console.error(`${checkout}: ${wall.toFixed(1)} s (${(childrenSeconds() - before).toFixed(1)} s of CPU)`);
  return {
    checkout,
    wall,
    seed,
    sandbox: sandboxSeconds,
    postgres: childrenSeconds() - beforeServer,
    books,
  };
}

function succeeds(child: ReturnType<typeof spawn>): Promise<void> {
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk));
  return new Promise((done, failed) =>
    child.once("close", (code) => (code === 0 ? done() : failed(new Error(output)))),
  );
}

/** CPU time of the children that have ended, where the system keeps it in /proc. */
function childrenSeconds(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[13]) + Number(fields[14])) / CLOCK_TICKS;
  } catch {
    return NaN;
  }
}

/** The trial balance without the people's identifiers, which are new in every run. */
async function booksOf(server: Server): Promise<string> {
  return asOwner(server, DATABASE, async (client) => {
    const { rows } = await client.query<{ code: string; cents: string }>(
      `SELECT regexp_replace(a.code, '_[^:]+', '', 'g') AS code, sum(b.posted_debits - b.posted_credits) AS cents
         FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id GROUP BY 1 ORDER BY 1`,
    );
    return rows.map(({ code, cents }) => `  ${code.padEnd(44)} ${cents}`).join("\n");
  });
}
