import type { IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { fromCents } from "@/lib/money/money";
import type { Side } from "./posting-request";

/** Dollars as strings, signed by the normal side: positive is what the account normally holds. */
export type AccountBalance = {
  code: string;
  name: string;
  normalSide: Side;
  currency: string;
  /** What is final. */
  posted: string;
  /** Posted, and everything that is on its way in or out. */
  pending: string;
  /** Posted, less what is promised away. */
  available: string;
  pendingIn: string;
  pendingOut: string;
  /** How many entries the account has had. */
  version: string;
};

type BalanceRow = {
  code: string;
  name: string;
  normal_side: number;
  currency: string;
  version: bigint;
  posted: bigint;
  pending_in: bigint;
  pending_out: bigint;
};

/**
 * Balances of accounts, now or at the end of a business date.
 *
 * @param codes account codes
 * @param opts  `asOf`: only what took effect on or before this date; holds are pending from their date until they resolve
 * @returns by code; a code that names no account is absent
 */
export async function getBalances(codes: string[], opts: { asOf?: IsoDate } = {}, tx: Tx = db): Promise<Map<string, AccountBalance>> {
  const rows = await tx.$queryRaw<BalanceRow[]>`
    SELECT code, name, normal_side, currency::text AS currency, version, posted, pending_in, pending_out
    FROM ledger.account_balances WHERE code = ANY (${codes}::text[])`;
  const balances = opts.asOf ? await asOf(rows, opts.asOf, tx) : rows;
  return new Map(balances.map((row) => [row.code, asBalance(row)]));
}

/** The same accounts with the balances they had at the end of `day`: a sum of day buckets. */
async function asOf(rows: BalanceRow[], day: IsoDate, tx: Tx): Promise<BalanceRow[]> {
  return tx.$queryRaw<BalanceRow[]>`
    SELECT a.code, a.name, a.normal_side, a.currency::text AS currency, b.version,
      (a.normal_side * COALESCE(sum(d.debits - d.credits), 0))::bigint AS posted,
      COALESCE(sum(CASE a.normal_side WHEN 1 THEN d.pending_debits ELSE d.pending_credits END), 0)::bigint AS pending_in,
      COALESCE(sum(CASE a.normal_side WHEN 1 THEN d.pending_credits ELSE d.pending_debits END), 0)::bigint AS pending_out
    FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id
    LEFT JOIN ledger.account_days d ON d.account_id = a.id AND d.day <= ${day}::date
    WHERE a.code = ANY (${rows.map((row) => row.code)}::text[])
    GROUP BY a.id, b.account_id, b.currency`;
}

function asBalance(row: BalanceRow): AccountBalance {
  const money = (cents: bigint) => fromCents(cents).toFixed(2);
  return {
    code: row.code,
    name: row.name,
    normalSide: row.normal_side === 1 ? "debit" : "credit",
    currency: row.currency,
    posted: money(row.posted),
    pending: money(row.posted + row.pending_in - row.pending_out),
    available: money(row.posted - row.pending_out),
    pendingIn: money(row.pending_in),
    pendingOut: money(row.pending_out),
    version: String(row.version),
  };
}
