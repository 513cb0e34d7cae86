// The history of how late a loan was, for pages.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { partsOf, partsText, type Parts } from "@/lib/money/parts";

export type LoanDayRow = {
  id: string;
  on: IsoDate;
  daysPastDue: number;
  lateSince: IsoDate | null;
  bucket: string;
  bucketBefore: string;
  pastDue: Parts<string>;
  isAccruing: boolean;
  reason: string;
  event: string | null;
};

const SHOWN = 100;

/** Newest first; a row for each change, and one for each month's end. */
export async function listLoanDays(loanId: string): Promise<LoanDayRow[]> {
  const rows = await db.loanDay.findMany({ where: { loanId }, orderBy: { id: "desc" }, take: SHOWN });
  return rows.map(({ id, day, lateSince, pastDueFees, pastDueInterest, pastDuePrincipal, ...row }) => ({
    id: String(id),
    on: fromDbDate(day),
    lateSince: lateSince && fromDbDate(lateSince),
    pastDue: partsText(
      partsOf({ fees: pastDueFees, interest: pastDueInterest, principal: pastDuePrincipal }),
    ),
    daysPastDue: row.daysPastDue,
    ...{ bucket: row.bucket, bucketBefore: row.bucketBefore, isAccruing: row.isAccruing },
    ...{ reason: row.reason, event: row.event },
  }));
}
