// The periods between due dates, and the part of a year for which each of them bears interest.
import { yearShare } from "@/lib/calendar/day-count";
import { dateParts, daysBetween, daysInMonth } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { dueDates, dueDayOf } from "@/lib/calendar/due-dates";
import { monthsCountedBack, unitPeriodsPerYear } from "@/lib/calendar/unit-periods";
import { addQuotients, quotient } from "@/lib/money/quotient";
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
 * month and the convention's days / 360 for other frequencies. An odd first period of the 30/360 family is the whole months
 * counted back from its due date, and before them the odd days / days of the month they begin in, × 1/12.
 *
 * @example periodsOf(terms)[0]?.share // 1/12 for a month under 30/360
 */
export function periodsOf(terms: Terms): Period[] {
  const { disbursedOn, firstDueOn, frequency, installments } = terms;
  const dueDay = terms.dueDay ?? dueDayOf({ disbursedOn, first: firstDueOn });
  let startsOn = disbursedOn;
  return datesOf({ first: firstDueOn, frequency, count: installments, dueDay }).map((dueOn, index) => {
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
  if (!isFirst) return quotient(1, 12);
  const { months, oddDays } = monthsCountedBack(span);
  const { year, month } = dateParts(span.from);
  return addQuotients(quotient(months, 12), quotient(oddDays, daysInMonth(year, month) * 12));
}
