// npm run worker: carries out the queue's tasks. Any number of workers may run against one database.
import { constants, setPriority } from "node:os";
import { loadEnvFile } from "./environment";
import { prepareToRun } from "./prepare-to-run";
import { isStopping, onStop } from "./stopping";
import { startTracing } from "./tracing.js";

onStop(() => process.exit(0));
loadEnvFile();
await prepareToRun("worker");
const tracing = await startTracing("modern-lending-worker");
setPriority(constants.priority.PRIORITY_LOW); // on a shared machine people who wait for a page come first
const { Logger } = await import("graphile-worker");
const { default: pg } = await import("pg");
const { log } = await import("@/lib/log");
const { connection } = await import("@/lib/connection-limits");
const { db, PooledClient } = await import("@/lib/db");
const { keepWorking } = await import("@/lib/jobs/keep-working");
const { tasks, TIMETABLE } = await import("@/lib/jobs/tasks");
const { resumeDateMoves } = await import("@/lib/jobs/resume-date-moves");
const { isTransient } = await import("@/lib/transient-errors");

const CONCURRENCY = 4;
const LONGEST_END_MS = 30_000;
const LONGEST_CONNECT_MS = 5000; // one that takes longer goes to a server that is frozen or gone, and the next may reach another
const pgPool = new pg.Pool({
  ...connection(),
  max: 2 * (CONCURRENCY + 1), // a runner that is replaced finishes its jobs beside the new one
  Client: PooledClient,
  connectionTimeoutMillis: LONGEST_CONNECT_MS,
  keepAlive: true,
});
pgPool.on("error", (error) =>
  log.warn({ reason: error.message }, "an idle connection of the queue was lost"),
);
const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
const logger = new Logger(
  (scope) => (level, message, meta) => log[levels[level]]({ ...scope, ...meta }, message),
);
// The queue leaves promises behind that nobody waits for: when its timetable fails in an outage, they reject unheard.
process.on("unhandledRejection", (reason) => {
  if (!isTransient(reason)) fail(reason);
  log.warn({ err: reason }, "a promise was rejected while the database was away");
});

const work = await start().catch(fail);
work.ended.catch((error: unknown) => !isStopping() && fail(error));
onStop(stop);
console.log("Worker is ready.");

async function start() {
  await resumeDateMoves(); // the worker before this one may have been killed in the middle of one
  return keepWorking({
    pgPool,
    taskList: tasks,
    crontab: TIMETABLE,
    concurrency: CONCURRENCY,
    pollInterval: 1000,
    gracefulShutdownAbortTimeout: LONGEST_END_MS,
    noHandleSignals: true,
    logger,
  });
}

function fail(error: unknown): never {
  console.error(`The worker cannot continue: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

/** Takes no new job and finishes those that run. One that takes too long goes back to the queue for another worker. */
async function stop() {
  setTimeout(() => void work.handBack().finally(() => process.exit(0)), LONGEST_END_MS).unref();
  await work.stop();
  await pgPool.end();
  await db.$disconnect();
  await tracing?.stop();
  process.exit(0);
}
