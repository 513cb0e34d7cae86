import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { defineList } from "@/lib/list";
import { directionSql, sliceSql } from "@/lib/list-sql";
import { currencyExponent, fromMinor } from "@/lib/money/currency";
import { Prisma } from "@/prisma/generated/client";
import { asBalance, balancesSql, readBalances, type AccountBalance } from "./balance-rows";
import { amountsOf, chainOf, matching, type TransactionFilter } from "./find-transactions";
import {
  asAccountEntry,
  asLeg,
  asSummary,
  resolvedHold,
  withLegs,
  type AccountEntry,
  type Leg,
  type TransactionLink,
  type TransactionSummary,
} from "./transaction-views";

export type { AccountBalance } from "./balance-rows";
export type { TransactionFilter } from "./find-transactions";
export type {
  AccountEntry,
  Leg,
  TransactionLink,
  TransactionStatus,
  TransactionSummary,
} from "./transaction-views";

type AsOf = { asOf?: IsoDate };
const LEGS = 6; // beside an entry or in a list; an interest run has thousands

/**
 * Balances of accounts, now or at the end of a business date.
 *
 * @param opts `asOf`: only what took effect on or before this date
 * @returns by code; a code that names no account is absent
 *
 * @example (await getBalances(["cash"])).get("cash")?.available // "120.00"
 */
export async function getBalances(
  codes: string[],
  { asOf }: AsOf = {},
  tx: Tx = db,
): Promise<Map<string, AccountBalance>> {
  const rows = await readBalances(tx, { codes }, asOf);
  return new Map(rows.map((row) => [row.code, asBalance(row)]));
}

/** The chart of accounts with balances, by code. `prefix` is a literal beginning, such as "borrower:brw_1:". */
export async function listAccounts(
  { prefix, asOf }: AsOf & { prefix?: string } = {},
  tx: Tx = db,
): Promise<AccountBalance[]> {
  return (await readBalances(tx, { prefix }, asOf)).map(asBalance);
}

export type BalanceSum = Pick<
  AccountBalance,
  "posted" | "pending" | "available" | "pendingIn" | "pendingOut"
> & {
  accounts: number;
};

/**
 * A roll-up: the balances of all accounts whose code matches, each signed by its own normal side, added up. It is summed
 * on reading and never stored, since a stored total would be a second hot row.
 *
 * The accounts must be of one currency; for several there are categories.
 *
 * @param pattern "%" represents any text: "borrower:%:loan:%:principal"
 */
export async function sumByPattern(pattern: string, { asOf }: AsOf = {}, tx: Tx = db): Promise<BalanceSum> {
  const [row] = await tx.$queryRaw<
    { accounts: number; exponent: number; posted: bigint; pendingIn: bigint; pendingOut: bigint }[]
  >`SELECT count(*)::int AS accounts, coalesce(max(exponent), 2)::int AS exponent, coalesce(sum(posted), 0)::bigint AS posted,
      coalesce(sum(pending_in), 0)::bigint AS "pendingIn", coalesce(sum(pending_out), 0)::bigint AS "pendingOut"
      FROM (${balancesSql({ pattern }, asOf)}) b`;
  const { accounts, exponent, posted, pendingIn, pendingOut } = row!;
  const amount = (minor: bigint) => fromMinor(minor, exponent);
  return {
    accounts,
    posted: amount(posted),
    pending: amount(posted + pendingIn - pendingOut),
    available: amount(posted - pendingOut),
    pendingIn: amount(pendingIn),
    pendingOut: amount(pendingOut),
  };
}

export type TrialBalance = {
  rows: { code: string; name: string; currency: string; debit: string; credit: string }[];
  /** Per currency; the two columns are equal, or the books are broken. */
  totals: { currency: string; debit: string; credit: string }[];
};

/** Every account with a posted balance, on the side where it is. */
export async function trialBalance({ asOf }: AsOf = {}, tx: Tx = db): Promise<TrialBalance> {
  const totals = new Map<string, { debit: bigint; credit: bigint }>();
  const rows = (await readBalances(tx, {}, asOf)).flatMap((row) => {
    const debits = BigInt(row.normal_side) * row.posted;
    if (debits === 0n) return [];
    const [debit, credit] = debits > 0n ? [debits, 0n] : [0n, -debits];
    const total = totals.get(row.currency) ?? { debit: 0n, credit: 0n };
    totals.set(row.currency, { debit: total.debit + debit, credit: total.credit + credit });
    return [
      {
        code: row.code,
        name: row.name,
        currency: row.currency,
        debit: fromMinor(debit, row.exponent),
        credit: fromMinor(credit, row.exponent),
      },
    ];
  });
  return {
    rows,
    totals: [...totals].map(([currency, { debit, credit }]) => ({
      currency,
      debit: fromMinor(debit, currencyExponent(currency)),
      credit: fromMinor(credit, currencyExponent(currency)),
    })),
  };
}

export type AccountPage = { account: AccountBalance; entries: AccountEntry[]; nextBefore: string | null };

/**
 * An account with its entries, newest first in posting order, which is the only order in which the running balance
 * means something. Holds are listed with their fate; the entries that take a hold back are not.
 *
 * @param opts `before`: the `nextBefore` of the page before this one; `openHoldsOnly`: leaves out the holds that were
 *   settled or released
 * @returns null when there is no such account
 */
export async function getAccountPage(
  code: string,
  opts: AsOf & { before?: string; limit?: number; openHoldsOnly?: boolean } = {},
): Promise<AccountPage | null> {
  const { before, limit = 50, asOf, openHoldsOnly = false } = opts;
  const account = (await getBalances([code], { asOf })).get(code);
  if (!account) return null;
  const rows = await db.ledgerEntry.findMany({
    where: {
      account: { code },
      amount: { gt: 0 },
      ...(before && { accountVersion: { lt: BigInt(before) } }),
      ...(asOf && { effectiveOn: { lte: toDbDate(asOf) } }),
      ...(openHoldsOnly && { NOT: resolvedHold() }),
    },
    include: { account: true, transaction: { include: withLegs(LEGS) } },
    orderBy: { accountVersion: "desc" },
    take: limit + 1,
  });
  const entries = rows.slice(0, limit).map(asAccountEntry);
  return { account, entries, nextBefore: rows.length > limit ? entries.at(-1)!.version : null };
}

/**
 * Entries of several accounts, for statements: newest transaction first.
 *
 * @param opts `from` and `to` are business dates, both included; `include` "posted" leaves out what is only reserved
 */
export async function listEntriesFor(
  codes: string[],
  opts: { from?: IsoDate; to?: IsoDate; before?: string; limit?: number; include?: "posted" | "all" } = {},
): Promise<{ entries: AccountEntry[]; nextBefore: string | null }> {
  const { from, to, before, limit = 200, include = "posted" } = opts;
  const rows = await db.ledgerEntry.findMany({
    where: {
      account: { code: { in: codes } },
      amount: { gt: 0 },
      ...(include === "posted" && { layer: 0 }),
      ...(before && { transactionId: { lt: BigInt(before) } }),
      effectiveOn: { ...(from && { gte: toDbDate(from) }), ...(to && { lte: toDbDate(to) }) },
    },
    include: { account: true, transaction: { include: withLegs(LEGS) } },
    orderBy: [{ transactionId: "desc" }, { accountId: "asc" }, { accountVersion: "desc" }],
    take: limit + 1,
  });
  // A page ends between two transactions, never inside one, so that the cursor can be a transaction's id.
  const cut = rows.length > limit ? rows[limit]!.transactionId : null;
  const whole =
    cut === null || rows[0]!.transactionId === cut ? rows : rows.filter((row) => row.transactionId !== cut);
  return {
    entries: whole.map(asAccountEntry),
    nextBefore: cut === null ? null : String(whole.at(-1)!.transactionId),
  };
}

export type PostedEntry = Pick<
  AccountEntry,
  "account" | "effectiveOn" | "eventType" | "side" | "amount" | "metadata" | "transactionId"
> & { undoes: string | null };

/**
 * Posted entries of many accounts over business dates, both included: oldest transaction first, then by account. For
 * statements of a whole book; without the other legs.
 *
 * @returns `undoes`: the event type of what a reversal takes back
 */
export async function listPosted(
  tx: Tx,
  codes: readonly string[],
  { from, to }: { from: IsoDate; to: IsoDate },
): Promise<PostedEntry[]> {
  const rows = await tx.$queryRaw<
    (Omit<PostedEntry, "side" | "amount"> & { side: number; amount: bigint; exponent: number })[]
  >`
    SELECT a.code AS account, e.effective_on::text AS "effectiveOn", t.event_type AS "eventType", e.side, e.amount,
           coalesce(e.metadata, '{}') AS metadata, t.id::text AS "transactionId", p.event_type AS undoes, a.exponent
      FROM ledger.accounts a
      JOIN ledger.entries e ON e.account_id = a.id AND e.layer = 0 AND e.effective_on BETWEEN ${from}::date AND ${to}::date
      JOIN ledger.transactions t ON t.id = e.transaction_id
      LEFT JOIN ledger.transactions p ON p.id = t.parent_id AND t.event_type = 'reversal'
     WHERE a.code = ANY(${codes as string[]}::text[])
     ORDER BY e.effective_on, t.id, a.id, e.account_version`;
  return rows.map(({ side, amount, exponent, ...row }) => ({
    ...row,
    side: side === 1 ? "debit" : "credit",
    amount: fromMinor(amount, exponent),
  }));
}

export type TransactionDetail = Omit<TransactionSummary, "legs" | "legCount"> & {
  /** All of them, also those that take a hold back. */
  legs: Leg[];
  /** Σ over the legs of each layer; the two sides are equal. */
  totals: Record<"posted" | "pending", { debit: string; credit: string }>;
  /** Hold, settle or release, reversal: the whole story in the order of posting, this transaction among them. */
  chain: TransactionLink[];
};

/** A transaction with all its legs, or null. */
export async function getTransaction(id: string): Promise<TransactionDetail | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const row = await db.ledgerTransaction.findUnique({ where: { id: BigInt(id) }, include: withLegs(0) });
  if (!row) return null;
  const entries = await db.ledgerEntry.findMany({
    where: { transactionId: row.id },
    include: { account: true },
    orderBy: [{ layer: "desc" }, { side: "desc" }, { accountId: "asc" }, { accountVersion: "asc" }],
  });
  const sum = (layer: number, side: number) =>
    entries
      .filter((entry) => entry.layer === layer && entry.side === side)
      .reduce((total, { amount }) => total + amount, 0n);
  const exponent = entries[0]?.account.exponent ?? 2;
  const sides = (layer: number) => ({
    debit: fromMinor(sum(layer, 1), exponent),
    credit: fromMinor(sum(layer, -1), exponent),
  });
  const { legCount: _, ...summary } = asSummary(row, (await amountsOf([row.id])).get(row.id) ?? 0n);
  return {
    ...summary,
    legs: entries.map(asLeg),
    totals: { posted: sides(0), pending: sides(1) },
    chain: await chainOf(row.id),
  };
}

/** Transactions, newest first. */
export const transactionList = defineList<Prisma.Sql>()({
  orders: {
    id: (direction) => Prisma.sql`t.id ${directionSql(direction)}`,
    effective: (direction) => Prisma.sql`t.effective_on ${directionSql(direction)}`,
    event: (direction) => Prisma.sql`t.event_type ${directionSql(direction)}`,
  },
  tie: (direction) => [Prisma.sql`t.id ${directionSql(direction)}`],
  defaultSort: { by: "id", direction: "desc" },
  where: (filter: TransactionFilter) => matching(filter),
  async count(where) {
    const [row] = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ledger.transactions t WHERE ${where}`;
    return row!.count;
  },
  ids: (where, orderBy, slice) => db.$queryRaw<{ id: bigint }[]>`
    SELECT t.id FROM ledger.transactions t WHERE ${where} ORDER BY ${Prisma.join(orderBy)}
    ${sliceSql(slice)}`,
  async load(ids) {
    const [rows, amounts] = await Promise.all([
      db.ledgerTransaction.findMany({ where: { id: { in: ids } }, include: withLegs(LEGS) }),
      amountsOf(ids),
    ]);
    return rows.map((row) => asSummary(row, amounts.get(row.id) ?? 0n));
  },
  idOf: ({ id }) => id,
});
