// Internal rates of return: the rate at which money paid in and money taken out are worth the same.
import { daysBetween } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { d } from "@/lib/money/money";
import type { Decimal } from "@/lib/money/money";
import { CalculationRefused } from "./refusal";
import { findRoot } from "./root";

const DAYS_OF_A_YEAR = 365;
// Rates at which the sign is looked at, outwards from zero: the root nearest to zero is the one people mean.
const STEPS = "1e-5 1e-4 1e-3 3e-3 0.01 0.02 0.05 0.1 0.2 0.3 0.5 0.7 0.9 0.99 0.999 0.9999"
  .split(" ")
  .map(d);
const LARGE_STEPS = "1 2 5 10 30 100 1e3 1e4 1e6 1e9 1e12 1e15".split(" ").map(d);

type Flow = { at: number; amount: Decimal };

/**
 * Internal rate of return of evenly spaced amounts, per period.
 *
 * @param flows dollars, paid in negative, taken out positive; one period apart
 * @returns the rate per period as a fraction, to about 25 digits; of several, the one nearest to zero
 * @throws CalculationRefused "no-solution" when the amounts have only one sign, or no rate above −100 % balances them
 *
 * Σ_k C_k / (1 + r)^k = 0
 * Source: numpy-financial `irr`.
 *
 * @example irr([d("-100"), d("39"), d("59"), d("55"), d("20")]).toFixed(5) // "0.28095"
 */
export function irr(flows: Decimal[]): Decimal {
  return rateOf(flows.map((amount, at) => ({ at, amount })));
}

/**
 * Internal rate of return of dated amounts, per year of 365 days.
 *
 * @param flows dollars with their dates, in any order
 * @returns the yearly rate as a fraction, to about 20 digits
 * @throws CalculationRefused as `irr`
 *
 * Σ_k C_k / (1 + r)^(days_k / 365) = 0, solved for the rate of a day, (1 + r)^(1/365) − 1.
 * Source: Microsoft Excel `XIRR`.
 *
 * @example xirr([{ on: "2027-01-01", amount: d("-100") }, { on: "2028-01-01", amount: d("110") }]).toFixed(9) // "0.100000000"
 */
export function xirr(flows: { on: IsoDate; amount: Decimal }[]): Decimal {
  const first = flows.map((flow) => flow.on).sort()[0] ?? "";
  const daily = rateOf(flows.map(({ on, amount }) => ({ at: daysBetween(first, on), amount })));
  return daily.plus(1).pow(DAYS_OF_A_YEAR).minus(1);
}

function rateOf(flows: Flow[]): Decimal {
  const hasBothSigns =
    flows.some(({ amount }) => amount.greaterThan(0)) && flows.some(({ amount }) => amount.lessThan(0));
  if (!hasBothSigns) {
    throw new CalculationRefused(
      "no-solution",
      "flows",
      "A rate needs at least one amount paid in and one taken out.",
    );
  }
  const sorted = flows.toSorted((a, b) => a.at - b.at);
  const value = (rate: Decimal) => valueAtEnd(sorted, rate);
  const zero = d(0);
  if (value(zero).isZero()) return zero;
  const bracket = nearestSignChange(value);
  if (!bracket) {
    throw new CalculationRefused("no-solution", "flows", "No rate above -100 % balances these amounts.");
  }
  return findRoot({ at: value, ...bracket });
}

// The value at the last flow's date: a polynomial in 1 + r by Horner's rule, finite at every rate above −100 %. The gaps
// between dates repeat (28, 30, 31 days), so their powers are kept.
function valueAtEnd(sorted: Flow[], rate: Decimal): Decimal {
  const growth = rate.plus(1);
  const powers = new Map([[1, growth]]);
  let [value, at] = [d(0), sorted[0]?.at ?? 0];
  for (const flow of sorted) {
    const gap = flow.at - at;
    const power = powers.get(gap) ?? growth.pow(gap);
    powers.set(gap, power);
    value = value.times(power).plus(flow.amount);
    at = flow.at;
  }
  return value;
}

function nearestSignChange(value: (rate: Decimal) => Decimal): { low: Decimal; high: Decimal } | null {
  const isPositiveAtZero = value(d(0)).isPositive();
  const changes = (rate: Decimal) => value(rate).isPositive() !== isPositiveAtZero;
  let inner = d(0);
  for (const step of STEPS) {
    if (changes(step)) return { low: inner, high: step };
    if (changes(step.negated())) return { low: step.negated(), high: inner.negated() };
    inner = step;
  }
  for (const step of LARGE_STEPS) {
    if (changes(step)) return { low: inner, high: step };
    inner = step;
  }
  return null;
}
