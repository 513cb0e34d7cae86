// How each method splits a period into principal and interest, and the walk that turns splits into rows.
import { CENT, Decimal, roundCents, ZERO } from "@/lib/money/money";
import { addQuotients, quotient, timesQuotient } from "@/lib/money/quotient";
import { roundToMultiple, spreadWithTrueUp } from "@/lib/money/spread";
import { levelPayment } from "./level-payment";
import type { Period } from "./periods";
import { CalculationRefused } from "./refusal";
import type { Terms } from "./terms";

export type ScheduleRow = {
  number: number;
  dueOn: string;
  /** Actual days of the period. */
  days: number;
  payment: Decimal;
  principal: Decimal;
  interest: Decimal;
  /** Outstanding principal after the payment. */
  balance: Decimal;
};

/** What one period repays of a balance; `isLast` periods repay all of it. */
export type Split = (at: { period: Period; balance: Decimal; isLast: boolean }) => {
  principal: Decimal;
  interest: Decimal;
};

/**
 * Interest of one period on a declining balance, before rounding: balance × annual rate × share of a year.
 *
 * @example periodInterest({ balance: d("5000"), annualRate: d("0.12"), period }).toString() // "50" for a month
 */
export function periodInterest({
  balance,
  annualRate,
  period,
}: {
  balance: Decimal;
  annualRate: Decimal;
  period: Pick<Period, "share">;
}): Decimal {
  return timesQuotient(balance.times(annualRate), period.share);
}

/**
 * The agreed interest of a flat loan by period: one sum on the original principal, spread over the periods by their share of
 * a year (equally, when they are equal), the last one absorbing the rounding.
 *
 * @returns dollars by period, summing to R(P·r·Σ shares)
 *
 * @example flatInterest(terms, periods)[0]?.toString() // "50" for 5,000.00 at 12% flat
 */
export function flatInterest({ principal, annualRate, rounding }: Terms, periods: Period[]): Decimal[] {
  const weights = periods.map((period) => period.share);
  const years = weights.reduce(addQuotients, quotient(0));
  const total = roundCents(timesQuotient(principal.times(annualRate), years), rounding);
  return spreadWithTrueUp({ total, weights, rounding });
}

/**
 * The rule by which the terms' method splits a period.
 *
 * @param terms   complete terms
 * @param periods all periods of the loan, since the level part is solved over them
 * @throws CalculationRefused for a level part that rounds to 0.00; "negative-amortization" when the rule meets a period whose
 *   interest the rounded installment does not exceed
 *
 * @example splitRule(terms, periods)({ period, balance, isLast: false }) // { principal: 416.67, interest: 50.00 }
 */
export function splitRule(terms: Terms, periods: Period[]): Split {
  const interestOn = (balance: Decimal, period: Period) =>
    roundCents(periodInterest({ balance, annualRate: terms.annualRate, period }), terms.rounding);
  if (terms.method === "interest-only") {
    return ({ period, balance, isLast }) => ({
      principal: isLast ? balance : ZERO,
      interest: interestOn(balance, period),
    });
  }
  if (terms.method === "equal-principal") {
    const level = roundedLevel(terms, terms.principal.div(terms.installments));
    return ({ period, balance, isLast }) => ({
      principal: isLast ? balance : Decimal.min(level, balance),
      interest: interestOn(balance, period),
    });
  }
  return terms.method === "flat" ? flatRule(terms, periods) : annuityRule(terms, periods, interestOn);
}

/**
 * Walks the periods and writes a row for each, up to the one that repays the last of the principal.
 *
 * @param periods     those still to come
 * @param outstanding principal before the first of them
 * @param split       the method's rule
 *
 * @example walk({ periods, outstanding: d("5000"), split }).at(-1)?.balance.toString() // "0"
 */
export function walk({
  periods,
  outstanding,
  split,
}: {
  periods: Period[];
  outstanding: Decimal;
  split: Split;
}): ScheduleRow[] {
  const rows: ScheduleRow[] = [];
  let balance = outstanding;
  for (const [index, period] of periods.entries()) {
    if (balance.isZero()) break;
    const { principal, interest } = split({ period, balance, isLast: index === periods.length - 1 });
    balance = balance.minus(principal);
    const { number, dueOn, days } = period;
    rows.push({ number, dueOn, days, payment: principal.plus(interest), principal, interest, balance });
  }
  return rows;
}

function flatRule(terms: Terms, periods: Period[]): Split {
  const agreed = flatInterest(terms, periods);
  const level = flatLevel(terms, agreed);
  return ({ period, balance, isLast }) => {
    const interest = agreed[period.number - 1] ?? ZERO;
    if (isLast) return { principal: balance, interest };
    if (level.principal) return { principal: Decimal.min(level.principal, balance), interest };
    return { principal: principalOf(terms, level.payment.minus(interest), balance), interest };
  };
}

// To the cent, principal and interest are each rounded, so that every regular row reads the same. A coarser multiple or an
// agreed payment fixes their sum instead.
function flatLevel(
  terms: Terms,
  agreed: Decimal[],
): { principal: Decimal; payment?: never } | { principal?: never; payment: Decimal } {
  if (terms.payment) return { payment: terms.payment };
  if (terms.installmentMultiple.equals(CENT)) {
    return { principal: roundedLevel(terms, terms.principal.div(terms.installments)) };
  }
  const total = agreed.reduce((sum, part) => sum.plus(part), terms.principal);
  return { payment: roundedLevel(terms, total.div(terms.installments)) };
}

function annuityRule(
  terms: Terms,
  periods: Period[],
  interestOn: (balance: Decimal, period: Period) => Decimal,
): Split {
  const payment = terms.payment ?? solvedPayment(terms, periods);
  return ({ period, balance, isLast }) => {
    const interest = interestOn(balance, period);
    return { principal: isLast ? balance : principalOf(terms, payment.minus(interest), balance), interest };
  };
}

function solvedPayment(terms: Terms, periods: Period[]): Decimal {
  const factors = periods.map((period) => timesQuotient(terms.annualRate, period.share));
  return roundedLevel(terms, levelPayment({ principal: terms.principal, factors }));
}

function principalOf(terms: Terms, part: Decimal, balance: Decimal): Decimal {
  if (!part.greaterThan(0)) {
    throw new CalculationRefused(
      "negative-amortization",
      terms.payment ? "payment" : roundedBy(terms),
      "The installment does not exceed the interest of a period, so the loan would never be repaid.",
    );
  }
  return Decimal.min(part, balance);
}

function roundedLevel(terms: Terms, exact: Decimal): Decimal {
  const level = roundToMultiple(exact, terms.installmentMultiple, terms.rounding);
  if (level.greaterThan(0)) return level;
  const field = roundedBy(terms);
  const remedy = field === "installments" ? "fewer installments" : "a smaller multiple";
  throw new CalculationRefused("invalid-request", field, `The installment rounds to 0.00; choose ${remedy}.`);
}

function roundedBy({ installmentMultiple }: Terms): "installments" | "installmentMultiple" {
  return installmentMultiple.greaterThan(CENT) ? "installmentMultiple" : "installments";
}
