// An account as it was known when it had had so many entries: the second axis of time beside the business date. What is
// posted later, even backdated, does not change the answer.
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { Prisma } from "@/prisma/generated/client";
import { getBalances, type AccountPage } from "./queries";
import {
  asAccountEntry,
  resolvedHold,
  withLegs,
  type AccountEntry,
  type TransactionLink,
} from "./transaction-views";

export type KnownBalance = {
  /** The version that was asked for, or the account's own when it has had fewer entries. */
  version: string;
  posted: string;
  pending: string;
  available: string;
  pendingIn: string;
  pendingOut: string;
};

type AtVersion = {
  /** How many entries of the account count. */
  version: string;
  /** Of those, only what took effect on or before this date. */
  asOf?: IsoDate | undefined;
};

const LEGS = 6; // beside an entry; an interest run has thousands

/**
 * Balances of an account as its first `version` entries make them; with `asOf` what was known then about that date.
 * It adds those entries up, so it takes longer the more there are.
 *
 * @returns null when there is no such account
 *
 * @example (await balanceAtVersion("cash", { version: "3" }))?.available // "120.00"
 */
export async function balanceAtVersion(
  code: string,
  { version, asOf }: AtVersion,
  tx: Tx = db,
): Promise<KnownBalance | null> {
  const known = asOf === undefined ? Prisma.sql`true` : Prisma.sql`e.effective_on <= ${asOf}::date`;
  const [row] = await tx.$queryRaw<
    { exponent: number; version: bigint; posted: bigint; inflow: bigint; outflow: bigint }[]
  >`
    SELECT a.exponent, LEAST(b.version, ${version}::bigint) AS version, s.posted, s.inflow, s.outflow
    FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id CROSS JOIN LATERAL (
      SELECT COALESCE(sum(a.normal_side * e.side * e.amount) FILTER (WHERE e.layer = 0), 0)::bigint AS posted,
        COALESCE(sum(e.amount) FILTER (WHERE e.layer = 1 AND e.side = a.normal_side), 0)::bigint AS inflow,
        COALESCE(sum(e.amount) FILTER (WHERE e.layer = 1 AND e.side <> a.normal_side), 0)::bigint AS outflow
      FROM ledger.entries e WHERE e.account_id = a.id AND e.account_version <= ${version}::bigint AND ${known}) s
    WHERE a.code = ${code}`;
  if (!row) return null;
  const amount = (minor: bigint) => fromMinor(minor, row.exponent);
  return {
    version: String(row.version),
    posted: amount(row.posted),
    pending: amount(row.posted + row.inflow - row.outflow),
    available: amount(row.posted - row.outflow),
    pendingIn: amount(row.inflow),
    pendingOut: amount(row.outflow),
  };
}

/**
 * The page of an account as it was known at a version: its balances then, its entries until then, newest first, and of
 * each the fate that was known then. Floor and shortfall are those of now.
 *
 * @param opts `before`: the `nextBefore` of the page before this one; `openHoldsOnly`: leaves out the holds that were
 *   settled or released by then
 * @returns null when there is no such account
 */
export async function getAccountPageAtVersion(
  code: string,
  opts: AtVersion & { before?: string | undefined; limit?: number; openHoldsOnly?: boolean },
): Promise<AccountPage | null> {
  const { version, asOf, before, limit = 50, openHoldsOnly = false } = opts;
  const known = { lte: BigInt(version) };
  const [account, balance] = await Promise.all([
    getBalances([code]).then((found) => found.get(code)),
    balanceAtVersion(code, { version, asOf }),
  ]);
  if (!account || !balance) return null;
  const rows = await db.ledgerEntry.findMany({
    where: {
      account: { code },
      amount: { gt: 0 },
      accountVersion: { ...known, ...(before && { lt: BigInt(before) }) },
      ...(asOf && { effectiveOn: { lte: toDbDate(asOf) } }),
      ...(openHoldsOnly && { NOT: resolvedHold({ account: { code }, accountVersion: known }) }),
    },
    include: { account: true, transaction: { include: withLegs(LEGS) } },
    orderBy: { accountVersion: "desc" },
    take: limit + 1,
  });
  const entries = rows.slice(0, limit).map(asAccountEntry);
  return {
    account: { ...account, ...balance },
    entries: await asKnown(code, entries, version),
    nextBefore: rows.length > limit ? entries.at(-1)!.version : null,
  };
}

/** Takes away what had not happened yet: a settle, release or reversal that moved the account after the version. */
async function asKnown(code: string, entries: AccountEntry[], version: string): Promise<AccountEntry[]> {
  const ids = entries.flatMap(({ resolution, reversal }) =>
    [resolution, reversal].flatMap((link) => (link ? [BigInt(link.id)] : [])),
  );
  const later = await db.ledgerEntry.findMany({
    where: { account: { code }, transactionId: { in: ids }, accountVersion: { gt: BigInt(version) } },
    select: { transactionId: true },
  });
  const unknown = new Set(later.map(({ transactionId }) => String(transactionId)));
  const until = (link: TransactionLink | null) => (link && unknown.has(link.id) ? null : link);
  return entries.map((entry) => {
    const [resolution, reversal] = [until(entry.resolution), until(entry.reversal)];
    const status =
      entry.status === "reversed" && !reversal
        ? "posted"
        : entry.kind === "hold" && !resolution
          ? "pending"
          : entry.status;
    return { ...entry, resolution, reversal, status };
  });
}
