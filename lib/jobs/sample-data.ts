// How far the sandbox's sample data has loaded. It loads behind the pages after the first start: a separate process moves the
// business date day by day and acts as the sample people through the same verbs that the pages call.
import { addDays, dateParts, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";

export type SampleDataProgress = {
  status: "loading" | "stopped";
  /** Months loaded, and how many there are. */
  months: number;
  of: number;
  /** The first day that is not worked through. */
  nextDate: IsoDate;
};

/** Null when there is nothing to load: all of it is there, or this installation was never given any. */
export async function sampleDataProgress(tx: Tx = db): Promise<SampleDataProgress | null> {
  const row = await tx.sampleData.findFirst({ where: { status: { not: "DONE" } } });
  if (!row) return null;
  const [first, last] = [fromDbDate(row.firstDate), fromDbDate(row.lastDate)];
  const reached = fromDbDate(row.reachedDate);
  return {
    status: row.status === "FAILED" ? "stopped" : "loading",
    months: Math.max(0, monthNumber(reached) - monthNumber(first)),
    of: monthNumber(last) - monthNumber(first),
    nextDate: addDays(reached, 1),
  };
}

const monthNumber = (day: IsoDate) => dateParts(day).year * 12 + dateParts(day).month;

/** Announces what is going to be loaded. Nothing of it has been yet. */
export async function announceSampleData(tx: Tx, { first, last }: { first: IsoDate; last: IsoDate }) {
  const dates = { firstDate: toDbDate(first), lastDate: toDbDate(last) };
  await tx.sampleData.create({
    data: { ...dates, reachedDate: toDbDate(addDays(first, -1)), status: "QUEUED" },
  });
}

export async function noteSampleData(
  change: { reached: IsoDate } | { status: "RUNNING" | "DONE" | "FAILED" },
): Promise<void> {
  const data = "reached" in change ? { reachedDate: toDbDate(change.reached) } : change;
  await db.sampleData.updateMany({ data });
}
