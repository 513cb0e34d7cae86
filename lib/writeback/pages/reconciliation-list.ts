// All borrowers at once: what they owe by our ledger against what we have written into their books. Our own tables only; the
// books themselves are read on each borrower's page, since that takes a call a record and counts against the day's quota.
import { db } from "@/lib/db";
import { d, toMoney } from "@/lib/money/money";
import { loanCodeSql } from "@/lib/transaction-types/account-codes";
import { Prisma } from "@/prisma/generated/client";
import { loanSums } from "@/lib/writeback/outbox/loan-sums";
import { platformName } from "@/lib/writeback/records/platforms";

export type BorrowerReconciliation = {
  borrowerId: string;
  name: string;
  platformName: string;
  loans: number; // that have anything in the outbox
  ledgerPrincipal: string;
  pushedBalance: string; // of the lender account, by the records that are in the books
  feedBalance: string; // of its feed
  difference: string; // what the lender account says too much, or too little; 0 where all is written
  open: number; // on the way
  held: number;
  parked: number; // not written because writeback was turned off
  skipped: number; // in the books without bank feed lines, which the software takes for recent dates only
  differs: boolean; // of any one loan, also where two differences cancel out
};

export type ReconciliationPage = {
  rows: BorrowerReconciliation[];
  total: number;
  page: number;
  pageSize: number;
};

const PAGE_SIZE = 25;

type Found = {
  borrower_id: string;
  name: string;
  platform_key: string;
  platform_name: string | null;
  loans: number;
  principal: string;
  pushed: string;
  feed: string;
  open: number;
  held: number;
  parked: number;
  skipped: number;
  differs: boolean;
  total: number;
};

/** One row a borrower who has ever connected accounting software; those that differ first. One query. */
export async function listReconciliation(
  filter: { onlyDifferences?: boolean | undefined; page?: number | undefined } = {},
): Promise<ReconciliationPage> {
  const page = Math.max(1, Math.trunc(filter.page ?? 1));
  const rows = await db.$queryRaw<Found[]>`
    WITH sums AS (${loanSums(Prisma.sql`e.borrower_id IN (SELECT borrower_id FROM writeback_connections)`)}),
    compared AS (
      SELECT l.borrower_id, s.open, s.held, s.parked, s.skipped, s.pushed::numeric AS pushed, s.feed::numeric AS feed,
             s.skipped_feed::numeric AS skipped_feed,
             COALESCE(a.posted, 0) AS principal
      FROM sums s
      JOIN loans l ON l.id = s.loan_id
      LEFT JOIN ledger_balances a ON a.code = ${Prisma.raw(loanCodeSql({ borrowerId: "l.borrower_id", loanId: "l.id" }, "principal"))}
    ), listed AS (
      SELECT b.id AS borrower_id, b.legal_name AS name, c.platform_key, c.platform_name, count(x.borrower_id)::int AS loans,
             COALESCE(sum(x.principal), 0)::text AS principal, COALESCE(sum(x.pushed), 0)::text AS pushed,
             COALESCE(sum(x.feed), 0)::text AS feed, COALESCE(sum(x.open), 0)::int AS open, COALESCE(sum(x.held), 0)::int AS held,
             COALESCE(sum(x.parked), 0)::int AS parked, COALESCE(sum(x.skipped), 0)::int AS skipped,
             COALESCE(bool_or(x.pushed <> -x.principal OR x.feed + x.skipped_feed <> -x.principal), FALSE) AS differs
      FROM writeback_connections c
      JOIN borrowers b ON b.id = c.borrower_id
      LEFT JOIN compared x ON x.borrower_id = b.id
      GROUP BY b.id, c.borrower_id
    )
    SELECT *, (count(*) OVER ())::int AS total
    FROM listed WHERE ${filter.onlyDifferences ? Prisma.sql`differs` : Prisma.sql`TRUE`}
    ORDER BY differs DESC, lower(name), borrower_id
    LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`;
  return { rows: rows.map(asRow), total: rows[0]?.total ?? 0, page, pageSize: PAGE_SIZE };
}

function asRow({ principal, pushed, feed, ...row }: Found): BorrowerReconciliation {
  return {
    borrowerId: row.borrower_id,
    name: row.name,
    platformName: row.platform_name ?? platformName(row.platform_key),
    loans: row.loans,
    ledgerPrincipal: toMoney(d(principal)),
    pushedBalance: toMoney(d(pushed)),
    feedBalance: toMoney(d(feed)),
    difference: toMoney(d(pushed).plus(principal)),
    open: row.open,
    held: row.held,
    parked: row.parked,
    skipped: row.skipped,
    differs: row.differs,
  };
}
