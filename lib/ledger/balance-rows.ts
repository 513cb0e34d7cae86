// How balances are read: now from the balance rows, for a past date from the day buckets. The view
// ledger.account_balances is the one place that says what available means.
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { Prisma } from "@/prisma/generated/client";
import type { Side } from "./posting-request";

/** Amounts in the account's currency, signed by the normal side: positive is what the account normally holds. */
export type AccountBalance = {
  code: string;
  name: string;
  normalSide: Side;
  currency: string;
  /** What is final. */
  posted: string;
  /** Posted, plus everything pending. */
  pending: string;
  /** Posted, less pending debits and holds. */
  available: string;
  pendingIn: string;
  pendingOut: string;
  /** How many entries the account has had until now, whatever the date asked for. */
  version: string;
  /** The floor of what is available, null for none; and what is missing below it now. */
  minAvailable: string | null;
  shortfall: string;
};

export type BalanceRow = {
  code: string;
  name: string;
  normal_side: number;
  currency: string;
  exponent: number;
  version: bigint;
  min_available: bigint | null;
  shortfall: bigint;
  posted: bigint;
  pending_in: bigint;
  pending_out: bigint;
};

/** Which accounts: all, those named, those that begin with a text, or those that match a LIKE pattern. */
export type AccountSelection = { codes?: string[]; prefix?: string; pattern?: string };

/** Minor units of the selected accounts, by code; with `asOf` as they were at the end of that date. */
export function readBalances(tx: Tx, selection: AccountSelection, asOf?: IsoDate): Promise<BalanceRow[]> {
  return tx.$queryRaw<BalanceRow[]>`${balancesSql(selection, asOf)} ORDER BY code`;
}

/** The same as a query, for sums and lists. */
export function balancesSql(selection: AccountSelection, asOf?: IsoDate): Prisma.Sql {
  const chosen = selecting(selection);
  if (asOf === undefined) {
    return Prisma.sql`
      SELECT code, name, normal_side, currency::text AS currency, exponent, version, min_available, shortfall, posted, pending_in, pending_out
      FROM ledger.account_balances a WHERE ${chosen}`;
  }
  return Prisma.sql`
    SELECT a.code, a.name, a.normal_side, a.currency::text AS currency, a.exponent, a.version, a.min_available, a.shortfall,
      (a.normal_side * COALESCE(d.posted, 0))::bigint AS posted,
      COALESCE(CASE a.normal_side WHEN 1 THEN d.debits ELSE d.credits END, 0)::bigint AS pending_in,
      COALESCE(CASE a.normal_side WHEN 1 THEN d.credits ELSE d.debits END, 0)::bigint AS pending_out
    FROM ledger.account_balances a LEFT JOIN LATERAL (
      SELECT sum(x.debits - x.credits) AS posted, sum(x.pending_debits) AS debits, sum(x.pending_credits) AS credits
      FROM ledger.account_days x WHERE x.account_id = a.account_id AND x.day <= ${asOf}::date) d ON true
    WHERE ${chosen}`;
}

/** The condition on `a.code` that a selection is. */
export function selecting({ codes, prefix, pattern }: AccountSelection): Prisma.Sql {
  if (codes) return Prisma.sql`a.code = ANY (${codes}::text[])`;
  if (prefix !== undefined) return Prisma.sql`a.code LIKE ${`${prefix.replace(/[\\%_]/g, "\\$&")}%`}`;
  if (pattern !== undefined) return Prisma.sql`a.code LIKE ${pattern.replace(/[\\_]/g, "\\$&")}`;
  return Prisma.sql`true`;
}

export function asBalance(row: BalanceRow): AccountBalance {
  const amount = (minor: bigint) => fromMinor(minor, row.exponent);
  return {
    code: row.code,
    name: row.name,
    normalSide: row.normal_side === 1 ? "debit" : "credit",
    currency: row.currency,
    posted: amount(row.posted),
    pending: amount(row.posted + row.pending_in - row.pending_out),
    available: amount(row.posted - row.pending_out),
    pendingIn: amount(row.pending_in),
    pendingOut: amount(row.pending_out),
    version: String(row.version),
    minAvailable: row.min_available === null ? null : amount(row.min_available),
    shortfall: amount(row.shortfall),
  };
}
