// Appendix J's way to measure time: whole unit-periods counted back from the later date, and odd days before them.
import { quotient } from "@/lib/money/quotient";
import type { Quotient } from "@/lib/money/quotient";
import { addMonths, daysBetween } from "./dates";
import type { IsoDate } from "./dates";
import { dueDayOf, periodDays } from "./due-dates";
import type { Frequency } from "./due-dates";

const DAYS_OF_A_MONTH = 30;
const DAYS_OF_A_YEAR = 365;
const DAYS_OF_A_WEEK = 7;
const WEEKS_OF_A_YEAR = 52;
const MONTHS_OF_A_YEAR = 12;

export type UnitPeriods = { whole: number; fraction: Quotient };

/**
 * Whole months measured back from the later date, and the days before the first of them. Months that end on their last day
 * are measured from month end to month end, and the 29th or 30th from the last day of February.
 *
 * @param from   not after `to`
 * @param dueDay the day of the month of which `to` is the clamped date; default as of a first due date after `from`
 * @returns months and oddDays, both 0 or more
 *
 * Source: 12 CFR 1026 Appendix J (b)(2) and (b)(5)(ii).
 *
 * @example monthsCountedBack({ from: "1978-02-10", to: "1978-04-01" }) // { months: 1, oddDays: 19 }
 */
export function monthsCountedBack({
  from,
  to,
  dueDay = dueDayOf({ disbursedOn: from, first: to }),
}: {
  from: IsoDate;
  to: IsoDate;
  dueDay?: number | undefined;
}): {
  months: number;
  oddDays: number;
} {
  const back = (months: number) => addMonths(to, -months, dueDay);
  let months = Math.max(0, Math.floor(daysBetween(from, to) / 31));
  while (back(months + 1) >= from) months += 1;
  return { months, oddDays: daysBetween(from, back(months)) };
}

/**
 * Unit-periods between two dates, for payments of a frequency.
 *
 * @param from   the date of the advance
 * @param to     the date of the payment, not before `from`
 * @param dueDay for monthly payments, as for `monthsCountedBack`
 * @returns whole unit-periods and the odd days as a fraction of one: over 30 for months, over the period's days otherwise
 *
 * Source: 12 CFR 1026 Appendix J (b)(5)(ii) and (iv).
 *
 * @example unitPeriodsBetween({ from: "1978-02-10", to: "1978-04-01", frequency: "monthly" }) // 1 and 19/30
 */
export function unitPeriodsBetween({
  from,
  to,
  frequency,
  dueDay,
}: {
  from: IsoDate;
  to: IsoDate;
  frequency: Frequency;
  dueDay?: number | undefined;
}): UnitPeriods {
  const length = periodDays(frequency);
  if (length === null) {
    const { months, oddDays } = monthsCountedBack({ from, to, dueDay });
    return { whole: months, fraction: quotient(oddDays, DAYS_OF_A_MONTH) };
  }
  const days = daysBetween(from, to);
  return { whole: Math.floor(days / length), fraction: quotient(days % length, length) };
}

/**
 * Unit-periods in a year: 12 months, 52 weeks or a multiple of weeks, else 365 days by the days of a period.
 *
 * Source: 12 CFR 1026 Appendix J (b)(5)(ii) and (iv).
 *
 * @example unitPeriodsPerYear({ everyDays: 15 }) // 73/3
 */
export function unitPeriodsPerYear(frequency: Frequency): Quotient {
  const days = periodDays(frequency);
  if (days === null) return quotient(MONTHS_OF_A_YEAR);
  if (days % DAYS_OF_A_WEEK === 0) return quotient(WEEKS_OF_A_YEAR, days / DAYS_OF_A_WEEK);
  return quotient(DAYS_OF_A_YEAR, days);
}

/**
 * The term of a loan that is repaid by one payment. Up to a year it is one unit-period; beyond, the unit-period is a year.
 *
 * @param from the date of the advance
 * @param to   the date of the payment, after `from`
 *
 * Source: 12 CFR 1026 Appendix J (b)(4)(ii) and (b)(5)(v) to (vii). Where a term within a year is a whole number of months
 * the rule leaves the choice of 12 / months or 365 / days; we take the days throughout.
 *
 * @example singlePaymentTerm({ from: "1978-01-03", to: "1978-09-15" }) // 1 and 0, 73/51 in a year
 */
export function singlePaymentTerm({
  from,
  to,
}: {
  from: IsoDate;
  to: IsoDate;
}): UnitPeriods & { perYear: Quotient } {
  const dueDay = dueDayOf({ disbursedOn: from, first: to });
  const years = Math.floor(monthsCountedBack({ from, to, dueDay }).months / MONTHS_OF_A_YEAR);
  if (years === 0)
    return { whole: 1, fraction: quotient(0), perYear: quotient(DAYS_OF_A_YEAR, daysBetween(from, to)) };
  const rest = { from, to: addMonths(to, -years * MONTHS_OF_A_YEAR, dueDay) };
  const { months, oddDays } = monthsCountedBack({ ...rest, dueDay });
  const fraction =
    oddDays === 0
      ? quotient(months, MONTHS_OF_A_YEAR)
      : quotient(daysBetween(rest.from, rest.to), DAYS_OF_A_YEAR);
  return { whole: years, fraction, perYear: quotient(1) };
}
