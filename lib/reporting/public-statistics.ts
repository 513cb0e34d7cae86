// What anybody may know of the marketplace: totals and shares, and no figure that few people stand behind.
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { sumByPattern } from "@/lib/ledger/queries";
import { onReplica } from "@/lib/read-replica";
import { PATTERNS } from "@/lib/transaction-types/account-codes";

/** A figure about fewer people than this is not published. Ours: no rule sets one for a marketplace. */
const LEAST_PEOPLE = 10;

export type PublicStatistics = {
  asOf: IsoDate;
  /** Dollars; null where fewer than ten people are behind a figure. */
  lent: string | null;
  outstanding: string | null;
  interestPaidToInvestors: string | null;
  borrowers: number | null;
  investors: number | null;
  /** By year of disbursement, the oldest first. */
  years: YearRow[];
};

export type YearRow = {
  year: number;
  loans: number | null;
  lent: string | null;
  /** Percent per year, weighted by amount. */
  meanRate: string | null;
  /** Principal charged off so far as a share of what was lent, in percent. */
  lossRate: string | null;
};

type Totals = Record<"lent" | "interest", string> & Record<"borrowers" | "investors", number>;
type Year = {
  year: number;
  borrowers: number;
  loans: number;
  lent: string;
  meanRate: string;
  lossRate: string;
};

/** The statistics of today, from the database. A page asks `publicStatistics`. */
export async function computeStatistics(): Promise<PublicStatistics> {
  const asOf = await businessDate();
  const [totals] = await db.$queryRaw<Totals[]>`
    SELECT coalesce(sum(l.principal), 0)::text AS lent, count(DISTINCT l.borrower_id)::int AS borrowers,
           (SELECT coalesce(sum(a.amount), 0)::text FROM interest_accruals a JOIN investments i ON i.id = a.subject_id
             WHERE a.subject_type = 'investment' AND a.reversed_transaction_id IS NULL AND i.status IN ('PAID_OUT', 'ROLLED')) AS interest,
           (SELECT count(DISTINCT investor_id)::int FROM investments WHERE started_on IS NOT NULL) AS investors
      FROM loans l WHERE l.disbursed_on IS NOT NULL AND l.status IN ('ACTIVE', 'CLOSED', 'CHARGED_OFF')`;
  const years = await db.$queryRaw<Year[]>`
    SELECT extract(year FROM l.disbursed_on)::int AS year, count(DISTINCT l.borrower_id)::int AS borrowers, count(*)::int AS loans,
           sum(l.principal)::text AS lent, round(sum(l.principal * l.annual_rate) / sum(l.principal) * 100, 2)::text AS "meanRate",
           round(coalesce(sum((SELECT sum(c.principal) FROM charge_offs c WHERE c.loan_id = l.id)), 0) / sum(l.principal) * 100, 2)::text AS "lossRate"
      FROM loans l WHERE l.disbursed_on IS NOT NULL AND l.status IN ('ACTIVE', 'CLOSED', 'CHARGED_OFF')
     GROUP BY 1 ORDER BY 1`;
  const { posted: outstanding } = await sumByPattern(PATTERNS.borrowerPrincipal);
  const { lent, interest, borrowers, investors } = totals!;
  const isMany = (people: number) => people >= LEAST_PEOPLE;
  return {
    asOf,
    lent: isMany(borrowers) ? lent : null,
    outstanding: isMany(borrowers) ? outstanding : null,
    interestPaidToInvestors: isMany(investors) ? interest : null,
    borrowers: isMany(borrowers) ? borrowers : null,
    investors: isMany(investors) ? investors : null,
    years: withoutFew(years),
  };
}

/**
 * Years that few people are behind say nothing. The totals less the years that are shown would say what the hidden ones add up to, so the
 * next smallest are hidden too until enough people are behind those.
 */
export function withoutFew(years: readonly Year[]): YearRow[] {
  const hidden = new Set(years.filter(({ borrowers }) => borrowers < LEAST_PEOPLE).map(({ year }) => year));
  const people = () =>
    years.filter(({ year }) => hidden.has(year)).reduce((sum, { borrowers }) => sum + borrowers, 0);
  for (const { year } of years.toSorted((a, b) => a.borrowers - b.borrowers))
    if (hidden.size > 0 && people() < LEAST_PEOPLE) hidden.add(year);
  return years.map(({ borrowers: _, ...row }) =>
    hidden.has(row.year) ? { year: row.year, loans: null, lent: null, meanRate: null, lossRate: null } : row,
  );
}

const FRESH_MS = 10 * 60_000;
const kept = globalThis as { __modernLendingStatistics?: { at: number; value: Promise<PublicStatistics> } };

/** The statistics, at most ten minutes old: however many ask, the database is asked once. */
export function publicStatistics(): Promise<PublicStatistics> {
  const last = kept.__modernLendingStatistics;
  if (last && now().getTime() - last.at < FRESH_MS) return last.value;
  const value = onReplica(computeStatistics);
  kept.__modernLendingStatistics = { at: now().getTime(), value };
  value.catch(() => delete kept.__modernLendingStatistics); // one that failed is not kept
  return value;
}
