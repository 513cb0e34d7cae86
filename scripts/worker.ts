// npm run worker: carries out the queue's tasks. Any number of workers may run against one database.
import { constants, setPriority } from "node:os";
import { loadEnvFile } from "./environment";

loadEnvFile();
setPriority(constants.priority.PRIORITY_LOW); // on a shared machine people who wait for a page come first
const { run, Logger } = await import("graphile-worker");
const { default: pg } = await import("pg");
const { env } = await import("@/lib/env");
const { log } = await import("@/lib/log");
const { db } = await import("@/lib/db");
const { tasks, TIMETABLE } = await import("@/lib/jobs/tasks");
const { resumeDateMoves } = await import("@/lib/jobs/resume-date-moves");

const CONCURRENCY = 4;
const pgPool = new pg.Pool({
  connectionString: env.DATABASE_URL,
  max: CONCURRENCY + 2,
  options: "-c role=modern_lending_app",
});
const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
const logger = new Logger(
  (scope) => (level, message, meta) => log[levels[level]]({ ...scope, ...meta }, message),
);

await resumeDateMoves(); // the worker before this one may have been killed in the middle of one
const runner = await run({
  pgPool,
  taskList: tasks,
  crontab: TIMETABLE,
  concurrency: CONCURRENCY,
  pollInterval: 1000,
  noHandleSignals: true,
  logger,
});
console.log("Worker is ready.");

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await runner.stop().catch(() => {}); // already stopped
  await pgPool.end();
  await db.$disconnect();
  process.exit(0);
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
process.on("message", (message) => message === "stop" && stop());
process.on("disconnect", stop); // whoever started us is gone
