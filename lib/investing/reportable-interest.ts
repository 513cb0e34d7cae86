// The part of a payout's interest that the tax form of its year reports. Pure.
import { dateParts, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { d, type Decimal } from "@/lib/money/money";
import { discountOfYear } from "./original-issue-discount";

const MONTHS_OF_A_YEAR = 12;

export type TaxedInvestment = {
  principal: { toFixed(digits: number): string };
  annualRate: { toString(): string };
  termMonths: number;
  startedOn: Date | null;
};

/** A term of more than a year with interest only at its end has original issue discount. */
export function hasDiscount({ termMonths }: Pick<TaxedInvestment, "termMonths">): boolean {
  return termMonths > MONTHS_OF_A_YEAR;
}

/** What an investment with original issue discount counts in a calendar year, dollars. */
export function discountIn(investment: TaxedInvestment, year: number): Decimal {
  const { principal, annualRate, termMonths, startedOn } = investment;
  const terms = {
    ...{ principal: principal.toFixed(2), annualRate: annualRate.toString(), termMonths },
    startedOn: fromDbDate(startedOn!),
  };
  return d(discountOfYear(terms, year));
}

/**
 * Of the interest that is paid on a day, what the form of that year reports: all of it for a term of a year or less; for a longer one
 * the original issue discount of the year, since earlier years reported the rest.
 *
 * @param interest dollars
 * @returns dollars, at most the interest
 *
 * @example 10,000.00 at 5.1% for 24 months since 2026-01-01, paid on 2028-01-03: 1,020.00 of interest, of which 2028 reports 0.00
 */
export function reportableInterest(
  investment: TaxedInvestment,
  { interest, on }: { interest: Decimal; on: IsoDate },
): Decimal {
  if (!hasDiscount(investment)) return interest;
  const ofYear = discountIn(investment, dateParts(on).year);
  return ofYear.lt(interest) ? ofYear : interest;
}
