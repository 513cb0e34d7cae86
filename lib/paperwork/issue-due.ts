// What is due on a business date: notices and letters at once, statements on the first banking day of a month, yearly
// statements and tax forms on the first of a year.
import { chunksOf } from "@/lib/chunks";
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { issueDocuments, type DocumentRequest } from "@/lib/documents/issued/issue";
import { discloseOffers } from "@/lib/lending/application/commercial-disclosure";
import { investorStatements, investorsWithMoney } from "./investor-statements";
import { loansInPeriod, loanStatements } from "./loan-statements";
import { monthToReport, yearOf, type Period } from "./month";
import { adverseActions, counteroffers } from "./application-notices";
import { maturityNotices, paidInFull, signedCopies } from "./notices";
import { taxStatements } from "./tax-statements";
import { taxYearToReport } from "./tax-year";
import { AT_ONCE } from "./waiting";

/**
 * Issues every document that is due on a business date and was not issued yet. Repeating it issues nothing.
 *
 * @returns how many were issued
 */
export async function issueDue({ businessDate: on }: { businessDate: IsoDate }): Promise<number> {
  let issued = await issueNotices(on);
  issued += await issueWaiting(on, (tx) => maturityNotices(tx, on));
  const month = monthToReport(on);
  if (!month) return issued;
  issued += await issueStatements(month, on);
  const year = taxYearToReport(on, true);
  return year === null ? issued : issued + (await issueYear(year, on));
}

/** Copies, notices and letters that an event of today calls for, between the days. Nothing is asked for a date while nothing waits. */
export async function issueEvents(): Promise<{ issued: number }> {
  if ((await db.signedDocument.count({ take: 1 })) === 0) return { issued: 0 };
  const on = await businessDate();
  await inTransaction((tx) => discloseOffers(tx, { on }));
  return { issued: (await issueNotices(on)) + (await issueWaiting(on, signedCopies)) };
}

async function issueNotices(on: IsoDate): Promise<number> {
  let issued = 0;
  for (const requestsFor of [counteroffers, adverseActions, paidInFull])
    issued += await issueWaiting(on, requestsFor);
  return issued;
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

async function issueYear(year: number, on: IsoDate): Promise<number> {
  const period = yearOf(year);
  const investors = await investorsWithMoney(db, period);
  const taxes = await issueFor(investors, on, (tx, investorIds) => taxStatements(tx, { investorIds, year }));
  return taxes + (await issueStatements(period, on));
}

/** Issues for many subjects, a chunk of them per transaction. */
async function issueFor(
  ids: readonly string[],
  on: IsoDate,
  requestsFor: (tx: Tx, ids: string[]) => Promise<DocumentRequest[]>,
): Promise<number> {
  let issued = 0;
  for (const some of chunksOf(ids, AT_ONCE)) issued += await issueSome(on, (tx) => requestsFor(tx, some));
  return issued;
}

/** Issues what a query finds without a document, until it finds less than it takes at once. */
async function issueWaiting(
  on: IsoDate,
  requestsFor: (tx: Tx) => Promise<DocumentRequest[]>,
): Promise<number> {
  let issued = 0;
  for (;;) {
    const some = await issueSome(on, requestsFor);
    issued += some;
    if (some < AT_ONCE) return issued;
  }
}

function issueSome(on: IsoDate, requestsFor: (tx: Tx) => Promise<DocumentRequest[]>): Promise<number> {
  return inTransaction(async (tx) => {
    const requests = await requestsFor(tx);
    return (await issueDocuments(tx, { requests, on })).length;
  });
}
