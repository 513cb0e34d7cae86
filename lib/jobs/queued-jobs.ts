// What the worker still has to do, read from its queue.
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import { directionSql, sliceSql } from "@/lib/list-sql";
import { Prisma } from "@/prisma/generated/client";

export type QueuedJob = {
  id: string;
  task: string;
  runAt: string;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
};

export type QueuedJobFilters = { state?: "failed" | "waiting" | undefined };

/** Tasks that wait in the queue; those that failed at least once come first, with the error of their last attempt. */
export const queuedJobList = defineList<Prisma.Sql>()({
  orders: {
    failed: (direction) => Prisma.sql`(jobs.last_error IS NOT NULL) ${directionSql(direction)}, jobs.run_at`,
    task: (direction) => Prisma.sql`tasks.identifier ${directionSql(direction)}`,
    attempts: (direction) => Prisma.sql`jobs.attempts ${directionSql(direction)}`,
    next: (direction) => Prisma.sql`jobs.run_at ${directionSql(direction)}`,
  },
  tie: (direction) => [Prisma.sql`jobs.id ${directionSql(direction)}`],
  defaultSort: { by: "failed", direction: "desc" },
  where: ({ state }: QueuedJobFilters) =>
    state ? Prisma.sql`(jobs.last_error IS NOT NULL) = ${state === "failed"}` : Prisma.sql`true`,
  async count(where) {
    const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count ${from(where)}`;
    return row!.count;
  },
  ids: (where, orderBy, slice) =>
    db.$queryRaw<{ id: string }[]>`
      SELECT jobs.id::text AS id ${from(where)} ORDER BY ${Prisma.join(orderBy)} ${sliceSql(slice)}`,
  async load(ids): Promise<QueuedJob[]> {
    const rows = await db.$queryRaw<(Omit<QueuedJob, "runAt"> & { runAt: Date })[]>`
      SELECT jobs.id::text AS id, tasks.identifier AS task, jobs.run_at AS "runAt", jobs.attempts,
        jobs.max_attempts AS "maxAttempts", jobs.last_error AS "lastError"
      ${from(Prisma.sql`jobs.id = ANY (${ids}::bigint[])`)}`;
    return rows.map((row) => ({ ...row, runAt: row.runAt.toISOString() }));
  },
  idOf: ({ id }) => id,
});

function from(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`FROM graphile_worker._private_jobs AS jobs
    JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id WHERE ${where}`;
}
