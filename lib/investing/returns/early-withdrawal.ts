// What an investor is paid who leaves before maturity. Pure: over the terms of the contract and two dates.
import { interestOfMonth, investmentInterest } from "@/lib/amortization/investment";
import { addMonths, dateParts, daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { Decimal, roundCents, sum, ZERO } from "@/lib/money/money";
import { timesQuotient, type Quotient } from "@/lib/money/quotient";
import { CalculationRefused } from "@/lib/amortization/refusal";

const MONTHS_OF_A_YEAR = 12;
const TERM_MONTHS_PER_FORFEITED_MONTH = 4;
/** The day of the deposit is the first of them. */
const DAYS_WITHOUT_PENALTY = 10;

export type InvestmentContract = {
  /** Dollars, at most two decimals. */
  principal: Decimal;
  /** Simple yearly rate as a fraction. */
  annualRate: Decimal;
  termMonths: number;
  startedOn: IsoDate;
};

export type EarlyWithdrawal = {
  /** Principal that leaves, before interest and penalty. */
  principal: Decimal;
  /** Interest earned on what leaves, before the penalty. */
  earned: Decimal;
  penalty: Decimal;
  paid: Decimal;
  remainingPrincipal: Decimal;
  /** Interest earned on what stays. */
  remainingInterest: Decimal;
};

/**
 * What leaves and what stays when all or a share of an investment is withdrawn before maturity.
 *
 * @param contract dollars and a yearly rate as a fraction
 * @param on       the day of the withdrawal, from the start on; the day of maturity and later ones cost no penalty
 * @param share    above 0, at most 1: the part of the principal that leaves
 * @param isFree   true when the penalty is waived: death, court order, a gated sleeve, our error
 * @returns dollars to the cent. paid + penalty + remainingPrincipal + remainingInterest is the principal and all that was
 *   earned; the penalty never exceeds what was earned on the part that leaves, so principal is never touched
 * @throws CalculationRefused naming `on` before the start, and `share` outside its bounds or below one cent of principal
 *
 * earned E = Σ credited months + R(next month · days / days of that month); of the share s: R(s·E)
 * penalty = min(R(s·T·n/m), R(s·E)) with n = ⌈m/4⌉ months of interest forfeited, T the interest of the whole term of m months
 * paid = R(s·P) + R(s·E) − penalty
 * Source: our table (3 months: 1, 6: 2, 12: 3, 24: 6, 36: 9), which is ⌈m/4⌉; the first ten days are free, as a
 * change of mind.
 *
 * @example 10,000.00 at 4.8% for 12 months since 2026-01-01, all of it on 2026-07-16:
 *   earned 259.35 (240.00 + 40.00 · 15/31), penalty 120.00, paid 10,139.35
 */
export function earlyWithdrawal(
  contract: InvestmentContract,
  { on, share, isFree = false }: { on: IsoDate; share: Quotient; isFree?: boolean },
): EarlyWithdrawal {
  const all = earnedTo(contract, on);
  const principal = sharedPrincipal(contract.principal, share);
  const earned = roundCents(timesQuotient(all, share));
  const penalty =
    isFree || isWithoutPenalty(contract, on)
      ? ZERO
      : Decimal.min(earned, roundCents(timesQuotient(forfeitedInterest(contract), share)));
  return {
    principal,
    earned,
    penalty,
    paid: principal.plus(earned).minus(penalty),
    remainingPrincipal: contract.principal.minus(principal),
    remainingInterest: all.minus(earned),
  };
}

/**
 * Interest earned from the start to a day: the months that were credited and the running month by day.
 *
 * @param on from the start on; from maturity on it is the interest of the whole term
 * @returns dollars to the cent
 * @throws CalculationRefused naming `on` when it is before the start
 *
 * @example 10,000.00 at 4.8% for 12 months since 2026-01-01, on 2026-07-16: 240.00 + 40.00 · 15/31 = 259.35
 */
export function earnedTo(contract: InvestmentContract, on: IsoDate): Decimal {
  const { startedOn, termMonths } = contract;
  if (on < startedOn)
    throw new CalculationRefused("invalid-request", "on", "This day is before the investment started.");
  const { total, periods } = investmentInterest(contract);
  const credited = monthsCredited(contract, on);
  if (credited >= termMonths) return total;
  return sum(periods.slice(0, credited).map(({ amount }) => amount)).plus(runningInterest(contract, on));
}

/**
 * Interest of the month that is running on a day, by day; zero from maturity on.
 *
 * @param on from the start on
 * @returns dollars to the cent
 *
 * @example 10,000.00 at 4.8% since 2026-01-01, on 2026-07-16: 40.00 · 15/31 = 19.35
 */
export function runningInterest(contract: InvestmentContract, on: IsoDate): Decimal {
  const { startedOn, termMonths } = contract;
  const credited = monthsCredited(contract, on);
  if (credited >= termMonths) return ZERO;
  const [from, to] = [addMonths(startedOn, credited), addMonths(startedOn, credited + 1)];
  return roundCents(
    interestOfMonth(contract, credited + 1)
      .times(daysBetween(from, on))
      .div(daysBetween(from, to)),
  );
}

/**
 * How many months of interest an early withdrawal forfeits.
 *
 * @example forfeitedMonths(12) // 3
 */
export function forfeitedMonths(termMonths: number): number {
  return Math.ceil(termMonths / TERM_MONTHS_PER_FORFEITED_MONTH);
}

/** Whole months from the start to a day, at most the term: month k ends k months after the start, clamped to the month's end. */
function monthsCredited({ startedOn, termMonths }: InvestmentContract, on: IsoDate): number {
  const [start, end] = [dateParts(startedOn), dateParts(on)];
  const months = (end.year - start.year) * MONTHS_OF_A_YEAR + end.month - start.month;
  const complete = months > 0 && addMonths(startedOn, months) > on ? months - 1 : months;
  return Math.min(termMonths, complete);
}

/** True on the first ten days, of which the day of the deposit is the first, and from maturity on. */
export function isWithoutPenalty({ startedOn, termMonths }: InvestmentContract, on: IsoDate): boolean {
  return on >= addMonths(startedOn, termMonths) || daysBetween(startedOn, on) < DAYS_WITHOUT_PENALTY;
}

/** Dollars, unrounded: the interest of the forfeited months on all of the principal. */
export function forfeitedInterest(contract: InvestmentContract): Decimal {
  const { total } = investmentInterest(contract);
  return total.times(forfeitedMonths(contract.termMonths)).div(contract.termMonths);
}

function sharedPrincipal(principal: Decimal, share: Quotient): Decimal {
  const refuse = (sentence: string) => new CalculationRefused("invalid-request", "share", sentence);
  if (share.numerator <= 0n || share.numerator > share.denominator)
    throw refuse("The share is above 0 and at most 1.");
  const part = roundCents(timesQuotient(principal, share));
  if (part.isZero()) throw refuse("This share of the principal is less than one cent.");
  return part;
}
