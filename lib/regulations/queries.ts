import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { RuleResult } from "./check-regulations";

export type RunSummary = {
  n: string;
  businessDate: IsoDate;
  finishedAt: string; // instant
  askedBy: "timetable" | "command" | "person";
  failed: number;
};
export type RunDetail = RunSummary & { results: RuleResult[] };

const SHOWN = 60;

/** The latest checks, newest first, without what each found. */
export async function listRuns(): Promise<RunSummary[]> {
  const rows = await db.regulationRun.findMany({
    orderBy: { n: "desc" },
    take: SHOWN,
    omit: { results: true },
  });
  return rows.map(summary);
}

/** The newest check, or null before the first. */
export async function latestRun(): Promise<RunDetail | null> {
  const row = await db.regulationRun.findFirst({ orderBy: { n: "desc" } });
  return row && { ...summary(row), results: row.results as RuleResult[] };
}

/** @throws DomainError "not-found" */
export async function getRun(n: string): Promise<RunDetail> {
  const row = /^\d{1,18}$/.test(n) ? await db.regulationRun.findUnique({ where: { n: BigInt(n) } }) : null;
  if (!row) throw new DomainError("not-found", "Check not found.");
  return { ...summary(row), results: row.results as RuleResult[] };
}

type Row = { n: bigint; businessDate: Date; finishedAt: Date; askedBy: string; failed: number };

function summary({ n, businessDate, finishedAt, askedBy, failed }: Row): RunSummary {
  return {
    n: String(n),
    businessDate: fromDbDate(businessDate),
    finishedAt: finishedAt.toISOString(),
    askedBy: askedBy === "timetable" || askedBy === "command" ? askedBy : "person",
    failed,
  };
}
