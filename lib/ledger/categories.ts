// Roll-ups: categories of accounts in a tree. Totals are summed on reading, per currency, each account once, however
// many paths lead to it.
import type { IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { Prisma } from "@/prisma/generated/client";
import { asLedgerError } from "./ledger-error";
import type { Side } from "./posting-request";

export type Category = {
  code: string;
  name: string;
  normalSide: Side;
  /** The nearest categories above it. */
  parents: string[];
  /** Longest way down from a root, which has 0. */
  depth: number;
  /** Accounts in it or below it, and their balances by the category's own normal side. */
  accounts: number;
  balances: { currency: string; posted: string; pending: string; available: string }[];
};

/**
 * Opens a category, below `parent` when one is given. One that exists is left as it is and is below both.
 *
 * @throws LedgerError "unknown-account" when there is no such parent, "category-loop" when it would stand below itself
 */
export async function openCategory(
  tx: Tx,
  { code, name, normalSide, parent = "" }: { code: string; name: string; normalSide: Side; parent?: string },
): Promise<void> {
  try {
    const side = normalSide === "debit" ? 1 : -1;
    await tx.$queryRaw`SELECT ledger.open_category(${code}, ${name}, ${side}::smallint, ${parent})::text`;
  } catch (error) {
    throw asLedgerError(error);
  }
}

/**
 * Puts accounts into a category; repeating it changes nothing.
 *
 * @throws LedgerError "unknown-account" when the category or an account does not exist
 */
export async function categorize(tx: Tx, category: string, accounts: string[]): Promise<void> {
  if (accounts.length === 0) return;
  try {
    await tx.$queryRaw`SELECT ledger.categorize(${accounts.map(() => category)}::text[], ${accounts}::text[])::text`;
  } catch (error) {
    throw asLedgerError(error);
  }
}

type Row = {
  code: string;
  name: string;
  normal_side: number;
  parents: string[];
  depth: number;
  currency: string | null;
  exponent: number | null;
  accounts: bigint;
  posted: bigint;
  inflow: bigint;
  outflow: bigint;
};

/**
 * Every category with its roll-up, by code; with `asOf` as it was at the end of that business date.
 *
 * @example // after day 0 of the worked example: assets 10,000.00 = liabilities 10,000.00
 */
export async function listCategories({ asOf }: { asOf?: IsoDate } = {}, tx: Tx = db): Promise<Category[]> {
  // Debits less credits of each account, posted and pending, now or by day.
  const balances =
    asOf === undefined
      ? Prisma.sql`SELECT b.account_id, b.posted_debits - b.posted_credits AS posted, b.pending_debits AS debits, b.pending_credits AS credits FROM ledger.balances b`
      : Prisma.sql`SELECT d.account_id, sum(d.debits - d.credits) AS posted, sum(d.pending_debits) AS debits, sum(d.pending_credits) AS credits
          FROM ledger.account_days d WHERE d.day <= ${asOf}::date GROUP BY d.account_id`;
  const rows = await tx.$queryRaw<Row[]>`
    WITH members AS (
      SELECT DISTINCT t.ancestor_id AS category_id, m.account_id
      FROM ledger.category_tree t JOIN ledger.category_accounts m ON m.category_id = t.descendant_id
    ), totals AS (
      SELECT m.category_id, a.currency, a.exponent, count(*) AS accounts, COALESCE(sum(b.posted), 0) AS posted,
        COALESCE(sum(b.debits), 0) AS debits, COALESCE(sum(b.credits), 0) AS credits
      FROM members m JOIN ledger.accounts a ON a.id = m.account_id LEFT JOIN (${balances}) b ON b.account_id = m.account_id
      GROUP BY m.category_id, a.currency, a.exponent
    )
    SELECT c.code, c.name, c.normal_side, t.currency::text AS currency, t.exponent, COALESCE(t.accounts, 0) AS accounts,
      (c.normal_side * COALESCE(t.posted, 0))::bigint AS posted,
      COALESCE(CASE c.normal_side WHEN 1 THEN t.debits ELSE t.credits END, 0)::bigint AS inflow,
      COALESCE(CASE c.normal_side WHEN 1 THEN t.credits ELSE t.debits END, 0)::bigint AS outflow,
      ARRAY(SELECT p.code FROM ledger.category_tree l JOIN ledger.categories p ON p.id = l.ancestor_id
        WHERE l.descendant_id = c.id AND l.depth = 1 ORDER BY p.code) AS parents,
      (SELECT max(l.depth) FROM ledger.category_tree l WHERE l.descendant_id = c.id)::int AS depth
    FROM ledger.categories c LEFT JOIN totals t ON t.category_id = c.id ORDER BY c.code, t.currency`;
  const found = new Map<string, Category>();
  for (const row of rows) {
    const category = found.get(row.code) ?? {
      code: row.code,
      name: row.name,
      normalSide: row.normal_side === 1 ? "debit" : "credit",
      parents: row.parents,
      depth: row.depth,
      accounts: 0,
      balances: [],
    };
    found.set(row.code, category);
    if (row.currency === null) continue;
    const amount = (minor: bigint) => fromMinor(minor, row.exponent!);
    category.accounts += Number(row.accounts);
    category.balances.push({
      currency: row.currency,
      posted: amount(row.posted),
      pending: amount(row.posted + row.inflow - row.outflow),
      available: amount(row.posted - row.outflow),
    });
  }
  return [...found.values()];
}

/** What people call a category; its code when there is none with this code. */
export async function nameOfCategory(code: string): Promise<string> {
  const category = await db.ledgerCategory.findUnique({ where: { code }, select: { name: true } });
  return category?.name ?? code;
}
