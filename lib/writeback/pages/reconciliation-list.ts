// All borrowers at once: what they owe by our ledger against what we have written into their books. Our own tables only; the
// books themselves are read on each borrower's page, since that takes a call a record and counts against the day's quota.
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import { directionSql, sliceSql } from "@/lib/list-sql";
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
};

type ReconciliationFilter = { only?: "differences" | undefined };

/** One row per borrower who has ever connected accounting software, as a subquery named `listed`. */
function listedAmong(borrowers: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    WITH sums AS (${loanSums(Prisma.sql`e.borrower_id IN (${borrowers})`)}),
    compared AS (
      SELECT l.borrower_id, s.open, s.held, s.parked, s.skipped, s.pushed::numeric AS pushed, s.feed::numeric AS feed,
             s.skipped_feed::numeric AS skipped_feed,
             COALESCE(a.posted, 0) AS principal
      FROM sums s
      JOIN loans l ON l.id = s.loan_id
      LEFT JOIN ledger_balances a ON a.code = ${Prisma.raw(loanCodeSql({ borrowerId: "l.borrower_id", loanId: "l.id" }, "principal"))}
    )
    SELECT b.id AS borrower_id, b.legal_name AS name, c.platform_key, c.platform_name, count(x.borrower_id)::int AS loans,
           COALESCE(sum(x.principal), 0)::text AS principal, COALESCE(sum(x.pushed), 0)::text AS pushed,
           COALESCE(sum(x.feed), 0)::text AS feed, COALESCE(sum(x.open), 0)::int AS open, COALESCE(sum(x.held), 0)::int AS held,
           COALESCE(sum(x.parked), 0)::int AS parked, COALESCE(sum(x.skipped), 0)::int AS skipped,
           COALESCE(bool_or(x.pushed <> -x.principal OR x.feed + x.skipped_feed <> -x.principal), FALSE) AS differs
    FROM writeback_connections c
    JOIN borrowers b ON b.id = c.borrower_id
    LEFT JOIN compared x ON x.borrower_id = b.id
    WHERE c.borrower_id IN (${borrowers})
    GROUP BY b.id, c.borrower_id) listed`;
}

const EVERYONE = listedAmong(Prisma.sql`SELECT borrower_id FROM writeback_connections`);

/** Borrowers, those that differ first. */
export const reconciliationList = defineList<Prisma.Sql>()({
  orders: {
    differs: (direction) => Prisma.sql`differs ${directionSql(direction)}`,
    name: (direction) => Prisma.sql`lower(name) ${directionSql(direction)}`,
    owed: (direction) => Prisma.sql`principal::numeric ${directionSql(direction)}`,
    difference: (direction) => Prisma.sql`pushed::numeric + principal::numeric ${directionSql(direction)}`,
    held: (direction) => Prisma.sql`held ${directionSql(direction)}`,
  },
  tie: () => [Prisma.sql`lower(name)`, Prisma.sql`borrower_id`],
  defaultSort: { by: "differs", direction: "desc" },
  where: ({ only }: ReconciliationFilter) => (only ? Prisma.sql`differs` : Prisma.sql`TRUE`),
  async count(where) {
    const [row] = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${EVERYONE} WHERE ${where}`;
    return row!.count;
  },
  ids: (where, orderBy, slice) => db.$queryRaw<{ id: string }[]>`
    SELECT borrower_id AS id FROM ${EVERYONE} WHERE ${where} ORDER BY ${Prisma.join(orderBy)}
    ${sliceSql(slice)}`,
  async load(ids) {
    const rows = await db.$queryRaw<Found[]>`
      SELECT * FROM ${listedAmong(Prisma.sql`SELECT unnest(${ids}::text[])`)}`;
    return rows.map(asRow);
  },
  idOf: ({ borrowerId }) => borrowerId,
});

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
