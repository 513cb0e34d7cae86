// The periods between due dates, and the part of a year for which each of them bears interest.
import { yearShare } from "@/lib/calendar/day-count";
import { addMonths, dateParts, daysBetween, daysInMonth } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { dueDates } from "@/lib/calendar/due-dates";
import { unitPeriodsPerYear } from "@/lib/calendar/unit-periods";
import { quotient } from "@/lib/money/quotient";
import type { Quotient } from "@/lib/money/quotient";
import { CalculationRefused } from "./refusal";
import type { Terms } from "./terms";

export type Period = {
  /** 1 for the first installment. */
  number: number;
  /** The day interest begins: the disbursement or the due date before. */
  startsOn: IsoDate;
  dueOn: IsoDate;
  /** Actual days from `startsOn` to `dueOn`. */
  days: number;
  /** Part of a year: the period's interest is balance × annual rate × share. */
  share: Quotient;
};

/**
 * The periods of a loan.
 *
 * @returns one for each installment, in order
 * @throws CalculationRefused when the last due date lies beyond the year 9999
 *
 * share by day count: unit-period 1 / periods a year; actual the days over the year's; the 30/360 family 1/12 for a whole
 * month, the convention's days / 360 for other frequencies, and for an odd first month actual days / days of the month it
 * begins in, × 1/12.
 *
 * @example periodsOf(terms)[0]?.share // 1/12 for a month under 30/360
 */
export function periodsOf(terms: Terms): Period[] {
  const { disbursedOn, firstDueOn, frequency, installments } = terms;
  let startsOn = disbursedOn;
  return datesOf({ first: firstDueOn, frequency, count: installments }).map((dueOn, index) => {
    const span = { from: startsOn, to: dueOn };
    const period = { number: index + 1, startsOn, dueOn, days: daysBetween(startsOn, dueOn) };
    startsOn = dueOn;
    return { ...period, share: shareOf(terms, span, index === 0) };
  });
}

function datesOf(request: Parameters<typeof dueDates>[0]): IsoDate[] {
  try {
    return dueDates(request);
  } catch {
    throw new CalculationRefused(
      "invalid-request",
      "installments",
      "The last installment falls due after the year 9999.",
    );
  }
}

type Dates = { from: IsoDate; to: IsoDate };

function shareOf({ dayCount, frequency }: Terms, span: Dates, isFirst: boolean): Quotient {
  if (dayCount === "unit-period") {
    const { numerator, denominator } = unitPeriodsPerYear(frequency);
    return quotient(denominator, numerator);
  }
  const isThirtyDayMonth = dayCount.startsWith("30");
  if (!isThirtyDayMonth || frequency !== "monthly") return yearShare({ ...span, convention: dayCount }).share;
  if (!isFirst || isWholeMonth(span)) return quotient(1, 12);
  const { year, month } = dateParts(span.from);
  return quotient(daysBetween(span.from, span.to), daysInMonth(year, month) * 12);
}

// Either end may have been clamped to its month's end: 31 January to 28 February is a month, and so is 28 February to 31 March.
function isWholeMonth({ from, to }: Dates): boolean {
  return addMonths(from, 1) === to || addMonths(to, -1) === from;
}
