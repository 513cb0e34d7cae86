// A tax year on one page, for staff.
import { db } from "@/lib/db";
import { listTinNotices, type TinNoticeRow } from "@/lib/investing/taxes/payees";
import { investorsWithMoney } from "./investor-statements";
import { yearOf } from "./month";
import { taxLinesWithCopies } from "./tax-statements";

export type TaxOverviewLine = Awaited<ReturnType<typeof taxLinesWithCopies>>[number];

/** The forms of a year with the copies issued, and the notices about these payees that are open. */
export async function taxYearOverview(
  year: number,
): Promise<{ lines: TaxOverviewLine[]; notices: TinNoticeRow[] }> {
  const investorIds = await investorsWithMoney(db, yearOf(year));
  const all = await taxLinesWithCopies(db, { investorIds, year });
  const lines = all.filter(({ isReported, copy }) => isReported || copy !== null);
  return { lines, notices: await listTinNotices(lines.map(({ userId }) => userId)) };
}
