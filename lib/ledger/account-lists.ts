// Accounts with their balances as lists: the chart of accounts and the trial balance, sorted by the database.
import type { IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { defineList, type Slice } from "@/lib/list";
import { directionSql, sliceSql } from "@/lib/list-sql";
import { fromMinor } from "@/lib/money/currency";
import { Prisma } from "@/prisma/generated/client";
import { asBalance, balancesSql, readBalances, type AccountSelection } from "./balance-rows";
import type { TrialBalance } from "./queries";

export type AccountFilters = {
  /** A literal beginning of the code. */
  prefix?: string | undefined;
  /** LIKE patterns: the code matches this one, and none of those. */
  like?: string | undefined;
  notLike?: string[] | undefined;
  /** Code of a category: accounts in it or in one below it. */
  category?: string | undefined;
  /** Only accounts that hold or reserve something. */
  withBalance?: boolean | undefined;
  /** Balances at the end of this date; absent: now. */
  asOf?: IsoDate | undefined;
};

const escaped = (pattern: string) => pattern.replace(/[\\_]/g, "\\$&");

/** The accounts that pass the filters, with their balances, as a subquery named `b`. */
function accountsFrom({ prefix, category, withBalance, asOf, ...codes }: AccountFilters): Prisma.Sql {
  const selection: AccountSelection = prefix === undefined ? {} : { prefix };
  const conditions = [
    ...codeConditions(codes),
    ...(category === undefined ? [] : [Prisma.sql`b.code IN (${codesOfCategory(category)})`]),
    ...(withBalance ? [Prisma.sql`(b.posted <> 0 OR b.pending_in <> 0 OR b.pending_out <> 0)`] : []),
  ];
  return Prisma.sql`(SELECT * FROM (${balancesSql(selection, asOf)}) b WHERE ${Prisma.join(conditions, " AND ")}) b`;
}

function codeConditions({ like, notLike = [] }: Pick<AccountFilters, "like" | "notLike">): Prisma.Sql[] {
  return [
    Prisma.sql`true`,
    ...(like === undefined ? [] : [Prisma.sql`b.code LIKE ${escaped(like)}`]),
    ...notLike.map((pattern) => Prisma.sql`b.code NOT LIKE ${escaped(pattern)}`),
  ];
}

function codesOfCategory(category: string): Prisma.Sql {
  return Prisma.sql`SELECT a.code FROM ledger.categories c JOIN ledger.category_tree t ON t.ancestor_id = c.id
    JOIN ledger.category_accounts m ON m.category_id = t.descendant_id JOIN ledger.accounts a ON a.id = m.account_id
    WHERE c.code = ${category}`;
}

/** The chart of accounts, by code. */
export const accountList = defineList<Prisma.Sql>()({
  orders: {
    code: (direction) => Prisma.sql`code ${directionSql(direction)}`,
    name: (direction) => Prisma.sql`name ${directionSql(direction)}`,
    posted: (direction) => Prisma.sql`posted ${directionSql(direction)}`,
    pending: (direction) => Prisma.sql`posted + pending_in - pending_out ${directionSql(direction)}`,
    available: (direction) => Prisma.sql`posted - pending_out ${directionSql(direction)}`,
  },
  tie: (direction) => [Prisma.sql`code ${directionSql(direction)}`],
  defaultSort: { by: "code", direction: "asc" },
  where: (filters: AccountFilters) => accountsFrom(filters),
  count: countRows,
  ids: codesOf,
  load: async (codes, { asOf }) => (await readBalances(db, { codes }, asOf)).map(asBalance),
  idOf: ({ code }) => code,
});

export type AccountSums = { accounts: number; posted: string; pending: string; available: string };

/** What the accounts that pass the filters hold together. They must be of one currency. */
export async function sumAccounts(filters: AccountFilters): Promise<AccountSums> {
  const [row] = await db.$queryRaw<
    { accounts: number; exponent: number; posted: bigint; pending: bigint; available: bigint }[]
  >`SELECT count(*)::int AS accounts, COALESCE(max(exponent), 2)::int AS exponent, COALESCE(sum(posted), 0)::bigint AS posted,
      COALESCE(sum(posted + pending_in - pending_out), 0)::bigint AS pending,
      COALESCE(sum(posted - pending_out), 0)::bigint AS available FROM ${accountsFrom(filters)}`;
  const { accounts, exponent, posted, pending, available } = row!;
  const amount = (minor: bigint) => fromMinor(minor, exponent);
  return { accounts, posted: amount(posted), pending: amount(pending), available: amount(available) };
}

/** How many accounts have a code of each kind, in one look at them all, without their balances. */
export async function countAccounts(
  kinds: readonly Pick<AccountFilters, "like" | "notLike">[],
): Promise<number[]> {
  const counts = kinds.map(
    (codes) => Prisma.sql`count(*) FILTER (WHERE ${Prisma.join(codeConditions(codes), " AND ")})::int`,
  );
  const [row] = await db.$queryRaw<{ counts: number[] }[]>`
    SELECT ARRAY[${Prisma.join(counts)}] AS counts FROM ledger.accounts b`;
  return row!.counts;
}

type TrialBalanceFilters = { asOf?: IsoDate | undefined };

/** The accounts with a posted balance, as debits less credits, as a subquery named `b`. */
const trialFrom = ({ asOf }: TrialBalanceFilters) =>
  Prisma.sql`(SELECT code, name, currency, exponent, normal_side * posted AS debits FROM (${balancesSql({}, asOf)}) a WHERE posted <> 0) b`;

/** Every account with a posted balance, as a debit or a credit. */
export const trialBalanceList = defineList<Prisma.Sql>()({
  orders: {
    code: (direction) => Prisma.sql`code ${directionSql(direction)}`,
    name: (direction) => Prisma.sql`name ${directionSql(direction)}`,
    debit: (direction) => Prisma.sql`GREATEST(debits, 0) ${directionSql(direction)}`,
    credit: (direction) => Prisma.sql`GREATEST(-debits, 0) ${directionSql(direction)}`,
  },
  tie: (direction) => [Prisma.sql`code ${directionSql(direction)}`],
  defaultSort: { by: "code", direction: "asc" },
  where: (filters: TrialBalanceFilters) => trialFrom(filters),
  count: countRows,
  ids: codesOf,
  async load(codes, { asOf }): Promise<TrialBalance["rows"]> {
    const rows = await readBalances(db, { codes }, asOf);
    return rows.map(({ code, name, currency, exponent, normal_side, posted }) => {
      const debits = BigInt(normal_side) * posted;
      const amount = (minor: bigint) => fromMinor(minor > 0n ? minor : 0n, exponent);
      return { code, name, currency, debit: amount(debits), credit: amount(-debits) };
    });
  },
  idOf: ({ code }) => code,
});

/** The two sides per currency; they are equal, or the books are broken. */
export async function trialBalanceTotals(filters: TrialBalanceFilters = {}): Promise<TrialBalance["totals"]> {
  const rows = await db.$queryRaw<{ currency: string; exponent: number; debit: bigint; credit: bigint }[]>`
    SELECT currency, max(exponent)::int AS exponent, sum(GREATEST(debits, 0))::bigint AS debit,
      sum(GREATEST(-debits, 0))::bigint AS credit FROM ${trialFrom(filters)} GROUP BY currency ORDER BY currency`;
  return rows.map(({ currency, exponent, debit, credit }) => ({
    currency,
    debit: fromMinor(debit, exponent),
    credit: fromMinor(credit, exponent),
  }));
}

async function countRows(from: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${from}`;
  return row!.count;
}

function codesOf(
  from: Prisma.Sql,
  orderBy: Prisma.Sql[],
  slice: Slice | undefined,
): Promise<{ id: string }[]> {
  return db.$queryRaw<{ id: string }[]>`
    SELECT code AS id FROM ${from} ORDER BY ${Prisma.join(orderBy)} ${sliceSql(slice)}`;
}
