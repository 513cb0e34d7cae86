// How much of a year lies between two dates, by the conventions of loan contracts.
import { addQuotients, quotient, toDecimal } from "@/lib/money/quotient";
import type { Quotient } from "@/lib/money/quotient";
import type { Decimal } from "@/lib/money/money";
import { dateParts, daysBetween, daysInMonth, isLeapYear } from "./dates";
import type { DateParts, IsoDate } from "./dates";
import { monthsCountedBack } from "./unit-periods";

export const DAY_COUNTS = [
  "30/360",
  "30E/360",
  "30/360 US",
  "actual/365",
  "actual/364",
  "actual/360",
  "actual/actual ISDA",
  "unit-period",
] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

export type Span = { from: IsoDate; to: IsoDate; convention: DayCount };

/**
 * Days between two dates and the fraction of a year they make.
 *
 * @param from       first day, counted
 * @param to         last day, not counted; not before `from`
 * @param convention "30/360" is ISDA's bond basis; "unit-period" measures by Appendix J in equal months of 30 days
 * @returns days as the convention counts them, and the fraction of a year (40 digits)
 * @throws RangeError when a date does not exist or `to` is before `from`
 *
 * Source: 2006 ISDA Definitions 4.16 (b), (d) to (g); "30/360 US" is SIFMA's rule with the end of February.
 *
 * @example dayCount({ from: "2027-01-31", to: "2027-02-28", convention: "30/360" }) // 28 days, 0.0777…
 */
export function dayCount(span: Span): { days: number; fraction: Decimal } {
  const { days, share } = yearShare(span);
  return { days, fraction: toDecimal(share) };
}

/**
 * As `dayCount`, with the part of a year as an exact fraction.
 *
 * @example yearShare({ from: "2027-01-01", to: "2027-02-01", convention: "actual/365" }).share // 31/365
 */
export function yearShare({ from, to, convention }: Span): { days: number; share: Quotient } {
  const actual = daysBetween(from, to);
  if (actual < 0) throw new RangeError(`${to} is before ${from}.`);
  switch (convention) {
    case "actual/365":
      return { days: actual, share: quotient(actual, 365) };
    case "actual/364":
      return { days: actual, share: quotient(actual, 364) };
    case "actual/360":
      return { days: actual, share: quotient(actual, 360) };
    case "actual/actual ISDA":
      return { days: actual, share: splitByYear({ from, to }) };
    case "unit-period": {
      const { months, oddDays } = monthsCountedBack({ from, to });
      return overThreeHundredSixty(months * 30 + oddDays);
    }
    default:
      return overThreeHundredSixty(thirtyDayMonths(dateParts(from), dateParts(to), convention));
  }
}

function overThreeHundredSixty(days: number): { days: number; share: Quotient } {
  return { days, share: quotient(days, 360) };
}

function thirtyDayMonths(a: DateParts, b: DateParts, convention: "30/360" | "30E/360" | "30/360 US"): number {
  let [start, end] = [a.day, b.day];
  if (convention === "30/360 US" && isEndOfFebruary(a)) {
    start = 30;
    if (isEndOfFebruary(b)) end = 30;
  }
  start = Math.min(start, 30);
  if (convention === "30E/360" || start === 30) end = Math.min(end, 30);
  return (b.year - a.year) * 360 + (b.month - a.month) * 30 + (end - start);
}

function isEndOfFebruary({ year, month, day }: DateParts): boolean {
  return month === 2 && day === daysInMonth(year, 2);
}

// ISDA's actual/actual: the days in a leap year over 366, the others over 365.
function splitByYear({ from, to }: { from: IsoDate; to: IsoDate }): Quotient {
  const [first, last] = [dateParts(from).year, dateParts(to).year];
  if (first === last) return quotient(daysBetween(from, to), daysInYear(first));
  const opening = quotient(daysBetween(from, newYear(first + 1)), daysInYear(first));
  const closing = quotient(daysBetween(newYear(last), to), daysInYear(last));
  return addQuotients(quotient(last - first - 1), addQuotients(opening, closing));
}

function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

function newYear(year: number): IsoDate {
  return `${String(year).padStart(4, "0")}-01-01`;
}
