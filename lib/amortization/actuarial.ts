// The annual percentage rate of Regulation Z, by the actuarial method of 12 CFR 1026 Appendix J.
import { d, decimalRounding, sum } from "@/lib/money/money";
import type { Decimal } from "@/lib/money/money";
import { quotient, timesQuotient, toDecimal } from "@/lib/money/quotient";
import type { Quotient } from "@/lib/money/quotient";
import { CalculationRefused } from "./refusal";
import { findRoot } from "./root";

/** A run of equal amounts one unit-period apart, the first after `unitPeriods` + `fraction`. */
export type AprFlow = {
  /** Dollars above zero. */
  amount: Decimal;
  /** Whole unit-periods from the start of the term. */
  unitPeriods: number;
  /** Odd days before them, as part of a unit-period; default 0. */
  fraction?: Quotient;
  /** Default 1. */
  count?: number;
};

const HIGHEST_UNIT_PERIOD_RATE = d("1e12");
// Below the solver's error and far above the last digit shown: makes 11.4549999999999999999999 the half it represents.
const SETTLED_DECIMALS = 20;

/**
 * The annual percentage rate of any pattern of advances and payments.
 *
 * @param unitPeriodsPerYear 12 for months, 52 for weeks, 73/51 for a single payment after 255 days
 * @param advances           what the borrower receives
 * @param payments           what the borrower pays
 * @returns percent: `apr` to two decimals and `exact` to five, each rounded half-up once, from the unrounded rate
 * @throws CalculationRefused "no-solution" when the payments return less than the advances or no rate balances them
 *
 * Solves Σ A_k / ((1 + e_k·i)(1 + i)^q_k) = Σ P_j / ((1 + f_j·i)(1 + i)^t_j) for i; the APR is 100·i·w.
 * Source: 12 CFR 1026 Appendix J (b)(8); its example (c)(1)(i):
 *
 * @example apr({ unitPeriodsPerYear: quotient(12), advances: [{ amount: d("5000"), unitPeriods: 0 }],
 *   payments: [{ amount: d("230"), unitPeriods: 1, count: 24 }] }).apr.toString() // "9.69"
 */
export function apr({
  unitPeriodsPerYear,
  advances,
  payments,
}: {
  unitPeriodsPerYear: Quotient;
  advances: AprFlow[];
  payments: AprFlow[];
}): { apr: Decimal; exact: Decimal } {
  const [lent, repaid] = [advances.map(prepared), payments.map(prepared)];
  const excess = (rate: Decimal) => presentValue(repaid, rate).minus(presentValue(lent, rate));
  const yearly = timesQuotient(unitPeriodRate(excess).times(100), unitPeriodsPerYear).toDecimalPlaces(
    SETTLED_DECIMALS,
  );
  const halfUp = decimalRounding("half-up");
  return { apr: yearly.toDecimalPlaces(2, halfUp), exact: yearly.toDecimalPlaces(5, halfUp) };
}

function unitPeriodRate(excess: (rate: Decimal) => Decimal): Decimal {
  const atZero = excess(d(0));
  if (atZero.isZero()) return d(0);
  if (atZero.isNegative()) {
    throw new CalculationRefused("no-solution", "payments", "The payments return less than was advanced.");
  }
  let [low, high] = [d(0), d("0.0625")];
  while (excess(high).greaterThan(0)) {
    [low, high] = [high, high.times(4)];
    if (high.greaterThan(HIGHEST_UNIT_PERIOD_RATE)) {
      throw new CalculationRefused("no-solution", "", "No rate makes the advances and the payments equal.");
    }
  }
  return findRoot({ at: excess, low, high });
}

type Run = { amount: Decimal; unitPeriods: number; fraction: Decimal; count: number };

function prepared({ amount, unitPeriods, fraction = quotient(0), count = 1 }: AprFlow): Run {
  return { amount, unitPeriods, fraction: toDecimal(fraction), count };
}

// A run is a geometric series. Runs of one, one unit-period after another, share the power of the one before.
function presentValue(runs: Run[], rate: Decimal): Decimal {
  const growth = rate.plus(1);
  const perPeriod = d(1).div(growth);
  let [reached, discount] = [0, d(1)];
  return sum(
    runs.map(({ amount, unitPeriods, fraction, count }) => {
      const step = unitPeriods - reached;
      discount = step === 1 ? discount.times(perPeriod) : step === 0 ? discount : perPeriod.pow(unitPeriods);
      reached = unitPeriods;
      const whole = amount.times(discount);
      const first = fraction.isZero() ? whole : whole.div(fraction.times(rate).plus(1));
      if (count === 1) return first;
      if (rate.isZero()) return first.times(count);
      return first
        .times(growth)
        .times(d(1).minus(perPeriod.pow(count)))
        .div(rate);
    }),
  );
}
