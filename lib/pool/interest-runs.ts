// What the interest runs have posted, for the page where an administrator follows them.
import type { IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { findPostedOn } from "@/lib/ledger/keys";
import { totalsByDay } from "@/lib/ledger/movements";
import { getTransaction, type TransactionDetail } from "@/lib/ledger/queries";
import { PREFIXES } from "@/lib/transaction-types/account-codes";
import { INTEREST_RUN_KEYS } from "./run-interest";

const PAGE = 24;

export type InterestRunRow = {
  businessDate: IsoDate;
  transactionIds: string[];
  loans: number;
  investments: number;
  borrowerTotal: string; // Dr borrower interest
  investorTotal: string; // Cr investor interest
  revenue: string; // below zero: Dr revenue
};

/** Runs by business date, newest first; `before` is the last date seen. */
export async function listInterestRuns({
  before,
  limit = PAGE,
}: { before?: IsoDate | undefined; limit?: number } = {}): Promise<InterestRunRow[]> {
  const days = await totalsByDay(
    { eventType: "interest-calculation", keyPrefix: INTEREST_RUN_KEYS, before, limit },
    {
      borrowers: { prefix: PREFIXES.borrowers },
      investors: { prefix: PREFIXES.investors },
      revenue: { prefix: PREFIXES.revenue },
    },
    ["loanId", "investmentId"],
  );
  return days.map(({ on, transactionIds, moved, counts }) => ({
    businessDate: on,
    transactionIds,
    loans: counts.loanId,
    investments: counts.investmentId,
    borrowerTotal: moved.borrowers,
    investorTotal: moved.investors,
    revenue: moved.revenue,
  }));
}

/** The journal of one date: each transaction with all its legs. Empty when no interest was due. */
export async function interestJournal(businessDate: IsoDate): Promise<TransactionDetail[]> {
  const posted = await findPostedOn(db, { prefix: INTEREST_RUN_KEYS, on: businessDate });
  const ids = [...posted.values()].map(({ transactionId }) => String(transactionId));
  const journal = await Promise.all(ids.map(getTransaction));
  return journal.filter((transaction) => transaction !== null);
}
