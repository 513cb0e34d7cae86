import { d, type Decimal } from "@/lib/money/money";

const MONTHS_OF_A_YEAR = 12;

/**
 * Annual percentage yield of a term deposit whose interest is simple and paid at the end: the rate that, compounded once a
 * year, gives the same amount at maturity. It makes terms comparable: a longer term is not as much better as its rate looks.
 *
 * @param annualRate simple yearly rate as a fraction, 0 or more
 * @param termMonths whole months, 1 or more
 * @returns a fraction, unrounded
 * @throws RangeError when the term is not a whole number of months, 1 or more
 *
 * APY = (1 + r·n/12)^(12/n) − 1
 * Source: 12 CFR 1030 (Regulation DD), Appendix A, part I, with a year of 12 equal months; shown though not required.
 *
 * @example apy({ annualRate: d("0.051"), termMonths: 24 }).times(100).toFixed(2) // "4.98"
 */
export function apy({ annualRate, termMonths }: { annualRate: Decimal; termMonths: number }): Decimal {
  if (!Number.isSafeInteger(termMonths) || termMonths < 1)
    throw new RangeError("A term is a whole number of months, 1 or more.");
  const growth = annualRate.times(termMonths).div(MONTHS_OF_A_YEAR).plus(1);
  return growth.pow(d(MONTHS_OF_A_YEAR).div(termMonths)).minus(1);
}

/** The same for a page, from a rate as it is stored: four decimals. @example apyText({ annualRate: "0.051", termMonths: 24 }) // "0.0498" */
export function apyText({ annualRate, termMonths }: { annualRate: string; termMonths: number }): string {
  return apy({ annualRate: d(annualRate), termMonths }).toFixed(4);
}
