// Internal rates of return: the rate at which money paid in and money taken out are worth the same.
import { daysBetween } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { ZERO } from "@/lib/money/money";
import type { Decimal } from "@/lib/money/money";
import { CalculationRefused } from "./refusal";
import { nearestRoot, type Flow } from "./nearest-root";

const DAYS_OF_A_YEAR = 365;
// The guess that spreadsheets begin with. Of several rates the nearest to it is the one people mean.
const GUESS = Math.log(1.1);
// Beyond 1e-9 of what was paid in, a yearly rate is written as -100%, which is none.
const LOWEST = Math.log(1e-9);
const HIGHEST = Math.log(1e15);
const SETTLED_DECIMALS = 25;

/**
 * Internal rate of return of evenly spaced amounts, per period.
 *
 * @param flows dollars, paid in negative, taken out positive; one period apart
 * @returns the rate per period as a fraction, to about 25 digits, above −1; of several, the nearest to 10% by ln(1 + r)
 * @throws CalculationRefused "no-solution" when the amounts have only one sign, or no rate above −100% balances them
 *
 * Σ_k C_k / (1 + r)^k = 0
 * Source: numpy-financial `irr`; Microsoft Excel `IRR` for the guess of 10%.
 *
 * @example irr([d("-100"), d("39"), d("59"), d("55"), d("20")]).toFixed(5) // "0.28095"
 */
export function irr(flows: Decimal[]): Decimal {
  const growth = growthOf(
    flows.map((amount, at) => ({ at, amount })),
    1,
  );
  return growth.minus(1).toDecimalPlaces(SETTLED_DECIMALS);
}

/**
 * Internal rate of return of dated amounts, per year of 365 days.
 *
 * @param flows dollars with their dates, in any order
 * @returns the yearly rate as a fraction, to about 20 digits
 * @throws CalculationRefused as `irr`, and when all amounts move on one day
 *
 * Σ_k C_k / (1 + r)^(days_k / 365) = 0, solved for the rate of a day, (1 + r)^(1/365) − 1.
 * Source: Microsoft Excel `XIRR`.
 *
 * @example xirr([{ on: "2027-01-01", amount: d("-100") }, { on: "2028-01-01", amount: d("110") }]).toFixed(9) // "0.100000000"
 */
export function xirr(flows: { on: IsoDate; amount: Decimal }[]): Decimal {
  const first = flows.map((flow) => flow.on).sort()[0] ?? "";
  const daily = growthOf(
    flows.map(({ on, amount }) => ({ at: daysBetween(first, on), amount })),
    DAYS_OF_A_YEAR,
  );
  return daily.pow(DAYS_OF_A_YEAR).minus(1).toDecimalPlaces(SETTLED_DECIMALS);
}

/** 1 + r of a step, of which a year has `stepsPerYear`. */
function growthOf(flows: Flow[], stepsPerYear: number): Decimal {
  const netted = nettedByTime(flows);
  const hasBothSigns = new Set(netted.map(({ amount }) => amount.isNegative())).size === 2;
  if (!hasBothSigns) {
    throw new CalculationRefused(
      "no-solution",
      "flows",
      "A rate needs an amount paid in and one taken out, at different times.",
    );
  }
  const found = nearestRoot({
    flows: netted,
    guess: GUESS / stepsPerYear,
    low: LOWEST / stepsPerYear,
    high: HIGHEST,
    shortest: 1e-4 / stepsPerYear,
  });
  if (!found) {
    throw new CalculationRefused("no-solution", "flows", "No rate above -100% balances these amounts.");
  }
  return found;
}

/** Sorted, one amount a time, none of 0.00, counted from the first. */
function nettedByTime(flows: Flow[]): Flow[] {
  const totals = new Map<number, Decimal>();
  for (const { at, amount } of flows) totals.set(at, (totals.get(at) ?? ZERO).plus(amount));
  const netted = [...totals]
    .map(([at, amount]) => ({ at, amount }))
    .filter(({ amount }) => !amount.isZero())
    .sort((a, b) => a.at - b.at);
  return netted.map((flow) => ({ ...flow, at: flow.at - netted[0]!.at }));
}
