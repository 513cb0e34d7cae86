// What an investor really earned: pure, over what went in and out and over what is owed today.
import { xirr } from "@/lib/amortization/irr";
import { CalculationRefused } from "@/lib/amortization/refusal";
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { sum, ZERO, type Decimal } from "@/lib/money/money";

/** A shorter time says little about a year. */
const DAYS_TO_ANNUALIZE = 90;

export type Flow = { on: IsoDate; amount: Decimal };
export type AnnualReturn = { kind: "rate"; rate: Decimal } | { kind: "too-early" } | { kind: "none" };

/**
 * The yearly return of money that went in and out, with what is owed today counted as if it were paid today.
 *
 * @param flows what the investor paid in (negative) and was paid (positive), in dollars
 * @param claim principal and credited interest owed today, dollars
 * @param today the date of the claim
 * @returns the rate as a fraction; "too-early" before 90 days have passed since the first deposit; "none" when no rate
 *   above −100% balances the flows, as when nothing came back
 *
 * Σ_k C_k / (1 + r)^(days_k / 365) = 0
 * Source: Microsoft Excel `XIRR`; that no rate is annualized from less than 90 days is ours.
 *
 * @example 10,000.00 in on 2026-01-01 and 10,120.00 out on 2026-07-01 // 2.43%
 */
export function annualReturn(flows: readonly Flow[], claim: Decimal, today: IsoDate): AnnualReturn {
  const first = flows.map(({ on }) => on).sort()[0];
  if (first === undefined || daysBetween(first, today) < DAYS_TO_ANNUALIZE) return { kind: "too-early" };
  try {
    return { kind: "rate", rate: xirr([...flows, { on: today, amount: claim }]) };
  } catch (error) {
    if (error instanceof CalculationRefused) return { kind: "none" };
    throw error;
  }
}

/** When one investment's money left the investor, began and stopped to earn, and came back; null while it has not. */
export type MoneyDates = {
  principal: Decimal;
  sentOn: IsoDate;
  startedOn: IsoDate | null;
  maturesOn: IsoDate | null;
  paidOutOn: IsoDate | null;
};

/**
 * Days on which money earned nothing: from the day it was sent until the deposit cleared, and from maturity until it was
 * paid out.
 *
 * @returns whole days up to `today`
 *
 * @example sent on 2026-01-01, cleared on 2026-01-05, matured on 2027-01-05, paid out on 2027-01-07 // 6
 */
export function idleDays({ sentOn, startedOn, maturesOn, paidOutOn }: MoneyDates, today: IsoDate): number {
  const end = paidOutOn ?? today;
  const before = daysBetween(sentOn, startedOn ?? end);
  const after = maturesOn !== null && maturesOn < end ? daysBetween(maturesOn, end) : 0;
  return before + after;
}

/**
 * The part of the time in which money earned nothing, each day weighted by the amount.
 *
 * @returns a fraction; zero when there is no day yet
 *
 * Σ principal · idle days / Σ principal · days since sent
 *
 * @example 10,000.00 idle for 4 of 100 days // 0.04
 */
export function idleShare(investments: readonly MoneyDates[], today: IsoDate): Decimal {
  const days = investments.map(({ principal, sentOn, paidOutOn }) =>
    principal.times(daysBetween(sentOn, paidOutOn ?? today)),
  );
  const idle = investments.map((each) => each.principal.times(idleDays(each, today)));
  const all = sum(days);
  return all.isZero() ? ZERO : sum(idle).div(all);
}
