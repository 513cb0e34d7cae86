// npm run worker: carries out the queue's tasks. Any number of workers may run against one database.
import { EventEmitter } from "node:events";
import { constants, setPriority } from "node:os";
import type { WorkerEvents } from "graphile-worker";
import { loadEnvFile } from "./environment";
import { prepareToRun } from "./prepare-to-run";
import { isStopping, onStop } from "./stopping";

onStop(() => process.exit(0));
loadEnvFile();
const { env } = await prepareToRun();
setPriority(constants.priority.PRIORITY_LOW); // on a shared machine people who wait for a page come first
const { makeWorkerUtils, run, Logger } = await import("graphile-worker");
const { default: pg } = await import("pg");
const { log } = await import("@/lib/log");
const { connectionOptions } = await import("@/lib/connection-limits");
const { db } = await import("@/lib/db");
const { tasks, TIMETABLE } = await import("@/lib/jobs/tasks");
const { resumeDateMoves } = await import("@/lib/jobs/resume-date-moves");

const CONCURRENCY = 4;
const LONGEST_END_MS = 30_000;
const pgPool = new pg.Pool({
  connectionString: env.DATABASE_URL,
  max: CONCURRENCY + 2,
  options: connectionOptions(),
});
const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
const logger = new Logger(
  (scope) => (level, message, meta) => log[levels[level]]({ ...scope, ...meta }, message),
);
const events = new EventEmitter() as WorkerEvents;
const workerIds: string[] = [];
events.on("worker:create", ({ worker }) => workerIds.push(worker.workerId));

const runner = await start().catch(fail);
runner.promise.catch((error: unknown) => !isStopping() && fail(error));
onStop(stop);
console.log("Worker is ready.");

async function start() {
  await resumeDateMoves(); // the worker before this one may have been killed in the middle of one
  return run({
    pgPool,
    taskList: tasks,
    crontab: TIMETABLE,
    concurrency: CONCURRENCY,
    pollInterval: 1000,
    gracefulShutdownAbortTimeout: LONGEST_END_MS,
    noHandleSignals: true,
    events,
    logger,
  });
}

function fail(error: unknown): never {
  console.error(`The worker cannot continue: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

/** Takes no new job and finishes those that run. One that takes too long goes back to the queue for another worker. */
async function stop() {
  setTimeout(() => void handBack().finally(() => process.exit(0)), LONGEST_END_MS).unref();
  await runner.stop().catch(() => {}); // already stopped
  await pgPool.end();
  await db.$disconnect();
  process.exit(0);
}

async function handBack() {
  const utils = await makeWorkerUtils({ pgPool, logger });
  await utils.forceUnlockWorkers(workerIds);
}
