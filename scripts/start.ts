// npm start: everything on one machine. Embedded PostgreSQL, migrations, the stand-ins for the outside world, the first people
// on an empty database, the web server and the worker; with --dev the web server rebuilds as files change. On an empty database
// eighteen months of sample data load behind the pages.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Env } from "../lib/env";
import { applyMigrations } from "../prisma/apply-migrations";
import { allowAppLogin, dataHome, serverOn } from "./embedded-postgres";
import { DATABASE, loadEnvFile, requireFreePort } from "./environment";
import { serverHome } from "./open-folders";
import {
  answers,
  eachLine,
  ended,
  startProcess,
  stopProcess,
  tellAccountingWhereWeAre,
  tellBankWhereWeAre,
} from "./processes";
import { isStopping, onStop } from "./stopping";
import { supervise, type Supervised } from "./supervise";

const SECOND = 1000;
const isDev = process.argv.includes("--dev");
const seedKind = process.argv.includes("--basics") ? "basics" : "story";
const running: { stop: () => Promise<void> }[] = [];

process.env.NEXT_TELEMETRY_DISABLED = "1";
loadEnvFile();
onStop(() => stopAll(0));
try {
  await startAll();
} catch (error) {
  if (!isStopping()) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    await stopAll(1);
  }
}

async function startAll() {
  const { readEnv } = await import("../lib/env");
  const env = readEnv(process.env);
  const isEmbedded = !process.env.DATABASE_URL;
  const hasSandbox = env.APP_MODE === "sandbox";

  await requireFreePort(env.PORT, "the web server", "PORT");
  if (isEmbedded) await requireFreePort(env.POSTGRES_PORT, "the database", "POSTGRES_PORT");
  if (hasSandbox) {
    await requireFreePort(portOf(env.PAYMENTS_BASE_URL), "the sandbox bank", "PAYMENTS_BASE_URL");
    await requireFreePort(portOf(env.BUREAU_BASE_URL), "the sandbox credit bureau", "BUREAU_BASE_URL");
    await requireFreePort(portOf(env.CODAT_BASE_URL), "the sandbox accounting software", "CODAT_BASE_URL");
    await requireFreePort(portOf(env.SMTP_URL), "the sandbox mail server", "SMTP_URL");
    await requireFreePort(portOf(env.MAILBOX_URL), "the sandbox mailboxes", "MAILBOX_URL");
  }

  let ownerUrl = process.env.MIGRATION_DATABASE_URL || env.DATABASE_URL;
  if (isEmbedded) {
    const home = serverHome(dataHome());
    if (home !== dataHome())
      console.log(`Other users cannot enter ${dataHome()}, so PostgreSQL keeps its data in ${home}.`);
    await step("PostgreSQL (embedded)", () =>
      keepRunning("database", "scripts/postgres.ts", "PostgreSQL is ready"),
    );
    ownerUrl = serverOn(env.POSTGRES_PORT).ownerUrl(DATABASE);
  }
  const { waitForDatabase } = await import("../lib/wait-for-database");
  await waitForDatabase(ownerUrl, (sentence) => console.error(sentence));
  await longStep("Migrations", (print) => applyMigrations(ownerUrl, (name) => print(`applied ${name}`)));
  if (isEmbedded) {
    const server = serverOn(env.POSTGRES_PORT);
    await allowAppLogin(server);
    process.env.DATABASE_URL = server.appUrl(DATABASE);
  }
  if (!isDev && !isBuilt()) await longStep("Build", (print) => build(print));
  let hasMoreToLoad = false;
  if (hasSandbox) {
    await step("Sandbox bank, credit bureau and accounting software", () =>
      keepRunning("stand-ins", "scripts/sandbox.ts", "Sandbox bank on", () => introduce(env).catch(complain)),
    );
    await longStep("Seed (when the database is empty)", async (print) => {
      hasMoreToLoad = await seedFirst(print);
    });
  }
  const startWorker = () => keepRunning("worker", "scripts/worker.ts", "Worker is ready");
  // The story works off payments itself, and in its own order: a worker beside it would hand over some of them a day earlier.
  if (!hasMoreToLoad) await step("Worker", startWorker);
  await step("Web server", async () => {
    await keepRunning("web server", "scripts/web.ts", "Web server is ready");
    await answers(`http://localhost:${env.PORT}/api/health`);
  });
  if (hasSandbox) await tellAccountingWhereWeAre(env);
  if (hasSandbox && !hasMoreToLoad) await tellBankWhereWeAre(env);

  console.log(`\nModern Lending is running at ${env.APP_URL}`);
  if (hasSandbox) {
    const { DEMO_LOGINS } = await import("../prisma/seed/people");
    console.log("Sign in with one click on the first page, or with:");
    const logins = DEMO_LOGINS.filter(({ role }) => seedKind === "story" || role === "Administrator");
    for (const { role, email, password } of logins)
      console.log(`  ${role.padEnd(14)} ${email.padEnd(22)} ${password}`);
  }
  console.log("Ctrl-C stops everything; the next start keeps the same data.");
  if (hasMoreToLoad) {
    await loadSampleData();
    endIfStopping();
    await startWorker();
    await tellBankWhereWeAre(env);
  }
}

function introduce(env: Env) {
  return Promise.all([tellBankWhereWeAre(env), tellAccountingWhereWeAre(env)]);
}

/** Prints a step with how long it took. */
async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  endIfStopping();
  const startedAt = Date.now();
  process.stdout.write(`${name} … `);
  const result = await work();
  endIfStopping();
  process.stdout.write(`${seconds(startedAt)}\n`);
  return result;
}

/** The same for one that may take a minute: it prints what it is doing. */
async function longStep<T>(name: string, work: (print: (line: string) => void) => Promise<T>): Promise<T> {
  endIfStopping();
  const startedAt = Date.now();
  let lines = 0;
  process.stdout.write(`${name} … `);
  const result = await work((line) => {
    if (!isStopping()) process.stdout.write(`${lines++ === 0 ? "\n" : ""}  ${line}\n`);
  });
  endIfStopping();
  process.stdout.write(lines === 0 ? `${seconds(startedAt)}\n` : `  done in ${seconds(startedAt)}\n`);
  return result;
}

/** After Ctrl-C no further step begins, and none reports that it is done. */
function endIfStopping() {
  if (isStopping()) throw new Error("Stopped.");
}

function seconds(since: number) {
  return `${((Date.now() - since) / SECOND).toFixed(1)} s`;
}

function portOf(url: string) {
  return Number(new URL(url).port || 80);
}

function next() {
  return createRequire(import.meta.url).resolve("next/dist/bin/next");
}

/** True when there is a build that is newer than every source file. */
function isBuilt() {
  const mark = join(process.env.NEXT_DIST_DIR ?? ".next", "BUILD_ID");
  if (!existsSync(mark)) return false;
  const builtAt = statSync(mark).mtimeMs;
  const sources = [
    "app",
    "components",
    "lib",
    "public",
    "prisma/schema.prisma",
    "next.config.js",
    "proxy.ts",
    "package-lock.json",
  ];
  return sources.every((path) => newest(path) < builtAt);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Starts a process that is started again whenever it dies; resolves when it is ready. */
function keepRunning(name: string, program: string, readyWords: string, onReadyAgain?: () => void) {
  const isDatabase = program === "scripts/postgres.ts";
  const supervised: Supervised = supervise({
    name,
    readyWords,
    say: (sentence) => console.error(`\n${sentence}`),
    start: () => {
      const child = startProcess([program, ...(isDev ? ["--dev"] : [])], process.env, {
        detached: isDatabase && process.platform !== "win32", // out of reach of Ctrl-C: it ends last
      });
      if (isDev && program === "scripts/web.ts") eachLine(child, (line) => console.log(line));
      return child;
    },
    onReadyAgain: () => {
      console.error(`The ${name} is ready again.`);
      onReadyAgain?.();
    },
  });
  running.push(supervised);
  return supervised.ready;
}

function complain(error: unknown) {
  console.error(error instanceof Error ? error.message : error);
}

/** @returns whether there is sample data to load behind the pages */
async function seedFirst(print: (line: string) => void): Promise<boolean> {
  const { MORE_TO_LOAD } = await import("../prisma/seed/people");
  const child = startProcess(["scripts/seed.ts", seedKind === "basics" ? "basics" : "first"]);
  const output = await runToEnd("The seed", child, (line) => line !== MORE_TO_LOAD && print(line));
  return seedKind === "story" && output.includes(MORE_TO_LOAD);
}

/** A failure is reported and leaves the product running; the next start continues where this one stopped. */
async function loadSampleData() {
  console.log(
    "\nSample data is loading. The pages can be used; applications are decided once it has loaded.",
  );
  const child = startProcess(["scripts/seed.ts", "story"]);
  try {
    await runToEnd("Loading sample data", child, (line) => console.log(`  ${line}`));
    console.log("Sample data has loaded.");
  } catch (error) {
    if (!isStopping()) complain(error);
  }
}

/** Next prints a line for each of its stages, and then a table of all pages that nobody needs here. */
async function build(print: (line: string) => void) {
  const child = spawn(process.execPath, [next(), "build"], { stdio: ["ignore", "pipe", "pipe"] });
  const stages = /^\W*(Creating|Compiled|Running|Finished|Collecting|Generating|Finalizing)\b/;
  await runToEnd("The build", child, (line) => stages.test(line) && print(line.trim()));
}

async function runToEnd(name: string, child: ChildProcess, print: (line: string) => void): Promise<string> {
  const asRunning = { stop: () => stopProcess(child) };
  running.push(asRunning);
  eachLine(child, print);
  const { code, output } = await ended(child);
  running.splice(running.indexOf(asRunning), 1);
  if (code !== 0) throw new Error(`${name} failed:\n${output}`);
  return output;
}

async function stopAll(exitCode: number) {
  if (exitCode === 0) process.stdout.write("\nStopping … ");
  for (const { stop } of [...running].reverse()) await stop();
  if (exitCode === 0) process.stdout.write("stopped.\n");
  process.exit(exitCode);
}
