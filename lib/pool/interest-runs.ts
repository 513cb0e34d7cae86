// What the interest runs have posted, for the page where an administrator follows them.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { getTransaction, type TransactionDetail } from "@/lib/ledger/queries";

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
  const rows = await db.$queryRaw<RunRow[]>`
    SELECT t.effective_on, array_agg(DISTINCT t.id::text) AS ids,
           count(DISTINCT e.metadata ->> 'loanId')::int AS loans,
           count(DISTINCT e.metadata ->> 'investmentId')::int AS investments,
           (coalesce(sum(e.amount) FILTER (WHERE a.code LIKE 'borrower:%'), 0) / 100.0)::numeric(20, 2)::text AS charged,
           (coalesce(sum(e.amount) FILTER (WHERE a.code LIKE 'investor:%'), 0) / 100.0)::numeric(20, 2)::text AS credited,
           (coalesce(sum(-e.side * e.amount) FILTER (WHERE a.code LIKE 'revenue:%'), 0) / 100.0)::numeric(20, 2)::text AS revenue
      FROM ledger.transactions t
      JOIN ledger.entries e ON e.transaction_id = t.id
      JOIN ledger.accounts a ON a.id = e.account_id
     WHERE t.event_type = 'interest-calculation' AND t.idem_key LIKE 'interest:%'
       AND t.effective_on < ${before ? toDbDate(before) : toDbDate("9999-12-31")}::date
     GROUP BY t.effective_on ORDER BY t.effective_on DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    businessDate: fromDbDate(row.effective_on),
    transactionIds: row.ids,
    loans: row.loans,
    investments: row.investments,
    borrowerTotal: row.charged,
    investorTotal: row.credited,
    revenue: row.revenue,
  }));
}

type RunRow = {
  effective_on: Date;
  ids: string[];
  loans: number;
  investments: number;
  charged: string;
  credited: string;
  revenue: string;
};

/** The journal of one date: each transaction with all its legs. Empty when no interest was due. */
export async function interestJournal(businessDate: IsoDate): Promise<TransactionDetail[]> {
  const posted = await db.ledgerTransaction.findMany({
    where: {
      effectiveOn: toDbDate(businessDate),
      eventType: "interest-calculation",
      idempotencyKey: { startsWith: "interest:" },
    },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const journal = await Promise.all(posted.map(({ id }) => getTransaction(id.toString())));
  return journal.filter((transaction) => transaction !== null);
}
