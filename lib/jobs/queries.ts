import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { d, toMoney } from "@/lib/money/money";
import { defineList } from "@/lib/list";
import type { JobRun, Prisma } from "@/prisma/generated/client";
import type { RunStatus } from "@/prisma/generated/enums";
import { moveJobKey } from "./request-date-move";

export type JobRunRow = {
  id: string;
  job: string;
  businessDate: IsoDate;
  status: RunStatus;
  startedAt: string;
  durationMs: number | null;
  summary: Record<string, unknown>;
  error: string | null;
};

export type JobRunFilters = { job?: string | undefined; status?: RunStatus | undefined };
/** What the jobs did, newest first. */
export const jobRunList = defineList<Prisma.JobRunOrderByWithRelationInput>()({
  orders: {
    started: (to) => ({ id: to }),
    job: (to) => ({ job: to }),
    date: (to) => ({ businessDate: to }),
    status: (to) => ({ status: to }),
  },
  tie: (to) => [{ id: to }],
  defaultSort: { by: "started", direction: "desc" },
  where: ({ job, status }: JobRunFilters) => ({ job, status }),
  count: (where) => db.jobRun.count({ where }),
  ids: (where, orderBy, slice) => db.jobRun.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: async (ids) => (await db.jobRun.findMany({ where: { id: { in: ids } } })).map(jobRunRow),
  idOf: ({ id }) => id,
});

/** The last run of each job by business date, for the overview. */
export async function listLastRuns(): Promise<JobRunRow[]> {
  const rows = await db.jobRun.findMany({
    distinct: ["job"],
    orderBy: [{ job: "asc" }, { businessDate: "desc" }],
  });
  return rows.map(jobRunRow);
}

function jobRunRow(row: JobRun): JobRunRow {
  return {
    id: String(row.id),
    job: row.job,
    businessDate: fromDbDate(row.businessDate),
    status: row.status,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.finishedAt ? row.finishedAt.getTime() - row.startedAt.getTime() : null,
    summary: row.summary as Record<string, unknown>,
    error: row.error,
  };
}

export type DateMoveProgress = {
  id: string;
  fromDate: IsoDate;
  toDate: IsoDate;
  reachedDate: IsoDate;
  daysDone: number;
  daysTotal: number;
  status: RunStatus;
  error: string | null;
  createdAt: string;
  finishedAt: string | null;
  /** Days on which something happened, newest first, at most `dayLimit`. */
  days: { date: IsoDate; summary: DaySummary }[];
  /** How many such days there are. */
  eventfulDays: number;
  /** The figures of all of them added up, job by job. */
  totals: DaySummary;
  /** When the queue tries again after a failure; null when it does not. */
  nextTryAt: string | null;
};
/** What each job did: counts as numbers, amounts as decimal strings. */
type DaySummary = Record<string, Record<string, string | number>>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The newest move of the business date and what happened on its days; null when there was none yet. */
export async function findLatestDateMove({ dayLimit = 400 } = {}): Promise<DateMoveProgress | null> {
  const move = await db.dateMove.findFirst({ orderBy: { createdAt: "desc" } });
  if (!move) return null;
  const runs = await db.jobRun.findMany({
    where: {
      job: "business-day",
      businessDate: { gt: move.fromDate, lte: move.reachedDate },
      NOT: { summary: { equals: {} } },
    },
    orderBy: { businessDate: "desc" },
    select: { businessDate: true, summary: true },
  });
  const days = runs.map((run) => ({
    date: fromDbDate(run.businessDate),
    summary: run.summary as DaySummary,
  }));
  return {
    id: move.id,
    fromDate: fromDbDate(move.fromDate),
    toDate: fromDbDate(move.toDate),
    reachedDate: fromDbDate(move.reachedDate),
    daysDone: (move.reachedDate.getTime() - move.fromDate.getTime()) / DAY_MS,
    daysTotal: (move.toDate.getTime() - move.fromDate.getTime()) / DAY_MS,
    status: move.status,
    error: move.error,
    createdAt: move.createdAt.toISOString(),
    finishedAt: move.finishedAt?.toISOString() ?? null,
    days: days.slice(0, dayLimit),
    eventfulDays: days.length,
    totals: addUp(days.map(({ summary }) => summary)),
    nextTryAt: move.status === "FAILED" ? await nextTryOf(moveJobKey(move.id)) : null,
  };
}

function addUp(summaries: DaySummary[]): DaySummary {
  const totals: DaySummary = {};
  for (const [job, figures] of summaries.flatMap(Object.entries<DaySummary[string]>)) {
    const total = (totals[job] ??= {});
    for (const [name, value] of Object.entries(figures)) {
      const before = total[name] ?? 0;
      total[name] =
        typeof value === "number" ? value + Number(before) : toMoney(d(value).plus(d(String(before))));
    }
  }
  return totals;
}

async function nextTryOf(jobKey: string): Promise<string | null> {
  const [job] = await db.$queryRaw<{ run_at: Date }[]>`
    SELECT run_at FROM graphile_worker._private_jobs WHERE key = ${jobKey} AND attempts < max_attempts`;
  return job?.run_at.toISOString() ?? null;
}
