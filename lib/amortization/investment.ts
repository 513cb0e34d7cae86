// What an investor earns: simple interest, spread over the months by cumulative rounding.
import { roundCents } from "@/lib/money/money";
import type { Decimal, RoundingMode } from "@/lib/money/money";
import { spreadCumulatively } from "@/lib/money/spread";

const MONTHS_OF_A_YEAR = 12;

export type InvestmentTerms = {
  /** Dollars, at most two decimals. */
  principal: Decimal;
  /** Yearly rate as a fraction. */
  annualRate: Decimal;
  /** Whole months, 1 or more. */
  termMonths: number;
  /** Default half-even. */
  rounding?: RoundingMode;
};

/**
 * Interest of a term deposit, in all and month by month.
 *
 * @returns dollars; the months sum to the total and none differs from total / months by a cent or more
 * @throws RangeError when the term is not a whole number of months, 1 or more
 *
 * T = R(P·r·m/12), month k: R(T·k/m) − R(T·(k − 1)/m)
 * Source: the worked example of the design: 10,000.00 at 4.8% for 12 months.
 *
 * @example investmentInterest({ principal: d("10000"), annualRate: d("0.048"), termMonths: 12 }) // 480.00, 40.00 a month
 */
export function investmentInterest(terms: InvestmentTerms): {
  total: Decimal;
  periods: { number: number; amount: Decimal }[];
} {
  const total = totalInterest(terms);
  const parts = spreadCumulatively({ total, parts: terms.termMonths, rounding: terms.rounding });
  return { total, periods: parts.map((amount, index) => ({ number: index + 1, amount })) };
}

/**
 * Interest of one month of a term deposit, without the others: an interest run asks for one month of every investment.
 *
 * @param month 1 to termMonths
 * @returns dollars, the same as that month of `investmentInterest`
 * @throws RangeError when the month is outside the term
 *
 * R(T·k/m) − R(T·(k − 1)/m) with T = R(P·r·m/12)
 *
 * @example interestOfMonth({ principal: d("10000"), annualRate: d("0.048"), termMonths: 12 }, 3).toFixed(2) // "40.00"
 */
export function interestOfMonth(terms: InvestmentTerms, month: number): Decimal {
  const { termMonths, rounding } = terms;
  if (!Number.isSafeInteger(month) || month < 1 || month > termMonths)
    throw new RangeError(`Month ${month} is outside a term of ${termMonths} months.`);
  const total = totalInterest(terms);
  const upTo = (months: number) => roundCents(total.times(months).div(termMonths), rounding);
  return upTo(month).minus(upTo(month - 1));
}

/**
 * What is paid out at maturity: principal and all interest.
 *
 * @example maturityValue({ principal: d("10000"), annualRate: d("0.048"), termMonths: 12 }).toFixed(2) // "10480.00"
 */
export function maturityValue(terms: InvestmentTerms): Decimal {
  return terms.principal.plus(investmentInterest(terms).total);
}

/** T = R(P·r·m/12) */
function totalInterest({ principal, annualRate, termMonths, rounding }: InvestmentTerms): Decimal {
  return roundCents(principal.times(annualRate).times(termMonths).div(MONTHS_OF_A_YEAR), rounding);
}
