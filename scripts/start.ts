// npm start: everything on one machine. Embedded PostgreSQL, migrations, the seeded story on an empty database, the
// stand-ins for the outside world, the worker and the web server; with --dev the web server rebuilds as files change.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { applyMigrations } from "../prisma/apply-migrations";
import { allowAppLogin, dataHome, ensureDatabase, startPostgres, type Server } from "./embedded-postgres";
import { DATABASE, loadEnvFile, requireFreePort } from "./environment";
import { serverHome } from "./open-folders";
import {
  answers,
  ended,
  said,
  startProcess,
  stopProcess,
  tellAccountingWhereWeAre,
  tellBankWhereWeAre,
} from "./processes";

const SECOND = 1000;
const isDev = process.argv.includes("--dev");
const children: ChildProcess[] = [];
let server: Server | undefined;
let stopping = false;

process.env.NEXT_TELEMETRY_DISABLED = "1";
loadEnvFile();
try {
  await startAll();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  await stopAll(1);
}

async function startAll() {
  const { readEnv } = await import("../lib/env");
  const env = readEnv(process.env);
  const isEmbedded = !process.env.DATABASE_URL;
  const hasSandbox = env.APP_MODE === "sandbox";

  await requireFreePort(env.PORT, "the web server", "PORT");
  if (isEmbedded) await requireFreePort(env.POSTGRES_PORT, "the database", "POSTGRES_PORT");
  if (hasSandbox) {
    await requireFreePort(portOf(env.PAYMENTS_BASE_URL), "the stand-in bank", "PAYMENTS_BASE_URL");
    await requireFreePort(portOf(env.BUREAU_BASE_URL), "the stand-in credit bureau", "BUREAU_BASE_URL");
    await requireFreePort(portOf(env.CODAT_BASE_URL), "the stand-in accounting software", "CODAT_BASE_URL");
  }

  let ownerUrl = process.env.MIGRATION_DATABASE_URL || env.DATABASE_URL;
  if (isEmbedded) {
    const home = serverHome(dataHome());
    if (home !== dataHome())
      console.log(`Other users cannot enter ${dataHome()}, so PostgreSQL keeps its data in ${home}.`);
    server = await step("PostgreSQL (embedded)", async () => {
      const started = await startPostgres({ dataDir: join(home, "postgres"), port: env.POSTGRES_PORT });
      await ensureDatabase(started, DATABASE);
      return started;
    });
    ownerUrl = server.ownerUrl(DATABASE);
  }
  handleSignals();
  const applied = await step("Migrations", () => applyMigrations(ownerUrl));
  if (applied.length > 0) console.log(`  applied ${applied.length}`);
  if (server) {
    await allowAppLogin(server);
    process.env.DATABASE_URL = server.appUrl(DATABASE);
  }
  if (!isDev && !isBuilt()) await step("Build", () => runToEnd("build", next(), ["build"]));
  if (hasSandbox) {
    await step("Stand-in bank, credit bureau and accounting", () =>
      said(start("sandbox", ["scripts/sandbox.ts"]), "Stand-in bank on"),
    );
    await step("Seed (eighteen months, when the database is empty)", () => seed());
  }
  await step("Worker", () => said(start("worker", ["scripts/worker.ts"]), "Worker is ready"));
  await step("Web server", async () => {
    start("web", ["scripts/web.ts", ...(isDev ? ["--dev"] : [])]);
    await answers(`http://localhost:${env.PORT}/api/health`);
    if (hasSandbox) await Promise.all([tellBankWhereWeAre(env), tellAccountingWhereWeAre(env)]);
  });

  console.log(`\nModern Lending is at ${env.APP_URL}`);
  if (hasSandbox) {
    const { DEMO_LOGINS } = await import("../prisma/seed/people");
    console.log("Sign in with one click on the first page, or with:");
    for (const { role, email, password } of DEMO_LOGINS)
      console.log(`  ${role.padEnd(14)} ${email.padEnd(22)} ${password}`);
  }
  console.log("Ctrl-C stops everything; the next start continues with the same data.");
}

/** Prints a step with how long it took. */
async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  process.stdout.write(`${name} … `);
  const result = await work();
  process.stdout.write(`${((Date.now() - startedAt) / SECOND).toFixed(1)} s\n`);
  return result;
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

function start(name: string, args: string[]) {
  const child = startProcess(args);
  child.stdout!.on("data", (chunk: Buffer) => name === "web" && isDev && process.stdout.write(chunk));
  children.push(child);
  child.once("exit", (code) => {
    if (stopping) return;
    console.error(`\nThe ${name} process ended unexpectedly (exit status ${code}). Stopping the rest.`);
    void stopAll(1);
  });
  return child;
}

async function seed() {
  const child = startProcess(["scripts/seed.ts"]);
  children.push(child);
  const { code, output } = await ended(child);
  if (code !== 0) throw new Error(`The seed failed:\n${output}`);
}

/** Runs a program to its end, showing what it says only when it fails. */
async function runToEnd(name: string, program: string, args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const { code, output } = await ended(child);
  if (code !== 0) throw new Error(`${name} failed:\n${output}`);
}

function handleSignals() {
  // The database package would end this process as soon as the server is down; we stop the others first.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => void stopAll(0));
  }
}

async function stopAll(exitCode: number) {
  if (stopping) return;
  stopping = true;
  if (exitCode === 0) process.stdout.write("\nStopping … ");
  for (const child of children.reverse()) await stopProcess(child);
  await server?.stop();
  if (exitCode === 0) process.stdout.write("stopped.\n");
  process.exit(exitCode);
}
