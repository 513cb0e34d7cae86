// Sums over all accounts of the pool, kept by month: what the pages about the whole pool read. What is kept is complete up to a
// horizon below which no database transaction runs any more; what was posted after it is added in the same statement, so that a
// figure is never late.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import type { AccountGroups } from "@/lib/ledger/movements";
import { movedSince } from "@/lib/ledger/recent-movements";
import { fromCents } from "@/lib/money/money";
import { CASH, PATTERNS, REVENUE } from "@/lib/transaction-types/account-codes";
import { Prisma } from "@/prisma/generated/client";

export type PoolGroup =
  | "cash"
  | "revenue"
  | "borrower-principal"
  | "borrower-interest"
  | "investor-principal"
  | "investor-interest";

export const POOL_GROUPS: AccountGroups<PoolGroup> = {
  cash: { codes: [CASH] },
  revenue: { codes: [REVENUE] },
  "borrower-principal": { pattern: PATTERNS.borrowerPrincipal },
  "borrower-interest": { pattern: PATTERNS.borrowerInterest },
  "investor-principal": { pattern: PATTERNS.investorPrincipal },
  "investor-interest": { pattern: PATTERNS.investorInterest },
};

/** What its accounts are normally on. */
const SIDE: Record<PoolGroup, 1n | -1n> = {
  cash: 1n,
  revenue: -1n,
  "borrower-principal": 1n,
  "borrower-interest": 1n,
  "investor-principal": -1n,
  "investor-interest": -1n,
};

// A database that was restored from a dump numbers its transactions from the beginning: then nothing that is kept is believed.
const HORIZON = Prisma.sql`
  SELECT CASE WHEN pg_snapshot_xmax(pg_current_snapshot())::text::bigint >= p.horizon THEN p.horizon ELSE 0 END FROM pool_horizon p`;

const COLUMNS = Prisma.raw("group_name, month, debits, credits, pending_debits, pending_credits");

type Row = {
  groupName: PoolGroup;
  month: Date;
  debits: bigint;
  credits: bigint;
  pendingDebits: bigint;
  pendingCredits: bigint;
};

/** What is kept and what came after it, as a query with these columns, of which a group and month may be in two rows. */
export function poolMonthsSql(): Prisma.Sql {
  return Prisma.sql`
    SELECT ${COLUMNS} FROM pool_months WHERE (${HORIZON}) > 0
    UNION ALL ${movedSince(POOL_GROUPS, { from: HORIZON })}`;
}

function readRows(): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT group_name AS "groupName", month, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits,
           sum(pending_debits)::bigint AS "pendingDebits", sum(pending_credits)::bigint AS "pendingCredits"
      FROM (${poolMonthsSql()}) moved GROUP BY 1, 2 ORDER BY 2`;
}

/** Dollars, signed by the normal side of the group's accounts, as `BalanceSum` has them. */
export type GroupSum = { posted: string; pending: string; available: string };

/**
 * What the accounts of each group hold together, now.
 *
 * @example (await sumGroups())["borrower-principal"].posted // "5000.00"
 */
export async function sumGroups(): Promise<Record<PoolGroup, GroupSum>> {
  const rows = await readRows();
  const sums = (Object.keys(POOL_GROUPS) as PoolGroup[]).map((group) => {
    const of = rows.filter(({ groupName }) => groupName === group);
    const add = (column: "debits" | "credits" | "pendingDebits" | "pendingCredits") =>
      of.reduce((sum, row) => sum + row[column], 0n);
    const [side, pendingDebits, pendingCredits] = [SIDE[group], add("pendingDebits"), add("pendingCredits")];
    const posted = side * (add("debits") - add("credits"));
    const [pendingIn, pendingOut] =
      side === 1n ? [pendingDebits, pendingCredits] : [pendingCredits, pendingDebits];
    const sum: GroupSum = {
      posted: amount(posted),
      pending: amount(posted + pendingIn - pendingOut),
      available: amount(posted - pendingOut),
    };
    return [group, sum] as const;
  });
  return Object.fromEntries(sums) as Record<PoolGroup, GroupSum>;
}

/** `month` is its first day; dollars by which the group's accounts moved, posted. */
export type GroupMonth = { group: PoolGroup; month: IsoDate; moved: string };

/** By how much each group moved, month by month, oldest first, where something was posted. */
export async function groupMonths(): Promise<GroupMonth[]> {
  const rows = await readRows();
  return rows
    .filter(({ debits, credits }) => debits !== 0n || credits !== 0n)
    .map(({ groupName, month, debits, credits }) => ({
      group: groupName,
      month: fromDbDate(month),
      moved: amount(SIDE[groupName] * (debits - credits)),
    }));
}

function amount(cents: bigint): string {
  return fromCents(cents).toFixed(2);
}

/** Counts on, up to the oldest database transaction that still runs. Two at a time take turns. */
export async function refreshPoolSums(): Promise<void> {
  await inTransaction(async (tx) => {
    const [kept] = await tx.$queryRaw<{ horizon: bigint }[]>`SELECT horizon FROM pool_horizon FOR UPDATE`;
    const next = await oldestRunning(tx);
    const from = kept!.horizon <= next ? kept!.horizon : 0n;
    if (from === 0n) await tx.$executeRaw`DELETE FROM pool_months`;
    const until = { from: Prisma.sql`${from}::bigint`, before: Prisma.sql`${next}::bigint` };
    await tx.$executeRaw`
      INSERT INTO pool_months AS kept (${COLUMNS}) ${movedSince(POOL_GROUPS, until)}
      ON CONFLICT (group_name, month) DO UPDATE
         SET debits = kept.debits + excluded.debits, credits = kept.credits + excluded.credits,
             pending_debits = kept.pending_debits + excluded.pending_debits,
             pending_credits = kept.pending_credits + excluded.pending_credits`;
    await tx.$executeRaw`UPDATE pool_horizon SET horizon = ${next}`;
  });
}

/** Below it every database transaction is over, and what it wrote is seen by the statements that come. */
async function oldestRunning(tx: Tx): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ xmin: bigint }[]>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin`;
  return row!.xmin;
}
