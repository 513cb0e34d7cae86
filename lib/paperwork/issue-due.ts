// What is due on a business date: statements on the first banking day of a month.
import { chunksOf } from "@/lib/chunks";
import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { issueDocuments, type DocumentRequest } from "@/lib/documents/issued/issue";
import { investorStatements, investorsWithMoney } from "./investor-statements";
import { loansInPeriod, loanStatements } from "./loan-statements";
import { monthToReport, type Period } from "./month";

const AT_ONCE = 500;

/**
 * Issues every document that is due on a business date and was not issued yet. Repeating it issues nothing.
 *
 * @returns how many were issued
 */
export async function issueDue({ businessDate: on }: { businessDate: IsoDate }): Promise<number> {
  const month = monthToReport(on);
  return month ? issueStatements(month, on) : 0;
}

async function issueStatements(period: Period, on: IsoDate): Promise<number> {
  const investors = await issueFor(await investorsWithMoney(db, period), on, (tx, investorIds) =>
    investorStatements(tx, { investorIds, period }),
  );
  const loans = await issueFor(await loansInPeriod(db, period), on, (tx, loanIds) =>
    loanStatements(tx, { loanIds, period, on }),
  );
  return investors + loans;
}

/** Issues for many subjects, a chunk of them per transaction. */
async function issueFor(
  ids: readonly string[],
  on: IsoDate,
  requestsFor: (tx: Tx, ids: string[]) => Promise<DocumentRequest[]>,
): Promise<number> {
  let issued = 0;
  for (const some of chunksOf(ids, AT_ONCE)) {
    issued += await inTransaction(async (tx) => {
      const requests = await requestsFor(tx, some);
      return (await issueDocuments(tx, { requests, on })).length;
    });
  }
  return issued;
}
