import { db } from "@/lib/db";

const LAST_TRANSACTIONS = 2000;

export type RecentPostings = {
  /** The number of the newest transaction; 0 before the first. */
  last: number;
  /** Of the newest 2,000 transactions, those of the last five minutes. */
  transactions: number;
  /** How many database transactions posted them: those of one share the lock of an account and a COMMIT. */
  batches: number;
};

/**
 * How the ledger is posted to, from its newest transactions alone, whatever its size.
 *
 * @example a run that posted 500 repayments a hundred at a time: { last: 500, transactions: 500, batches: 5 }
 */
export async function recentPostings(): Promise<RecentPostings> {
  const [row] = await db.$queryRaw<RecentPostings[]>`
    SELECT coalesce(max(id), 0)::float AS last,
           count(*) FILTER (WHERE posted_at > now() - interval '5 minutes')::int AS transactions,
           count(DISTINCT xact_id::text) FILTER (WHERE posted_at > now() - interval '5 minutes')::int AS batches
      FROM (SELECT id, posted_at, xact_id FROM ledger.transactions ORDER BY id DESC LIMIT ${LAST_TRANSACTIONS}) newest`;
  return row!;
}
