import { addDays, addMonths } from "./dates";
import type { IsoDate } from "./dates";

/** How often an installment falls due. */
export type Frequency = "monthly" | "biweekly" | "weekly" | { everyDays: number };

/**
 * Days between two due dates, or null for monthly, where they differ.
 *
 * @example periodDays("biweekly") // 14
 */
export function periodDays(frequency: Frequency): number | null {
  if (frequency === "monthly") return null;
  if (frequency === "weekly") return 7;
  return frequency === "biweekly" ? 14 : frequency.everyDays;
}

/**
 * The dates on which installments fall due. Monthly dates keep the first date's day and are clamped to the month's end,
 * each computed from the first, so that a short February does not move the dates after it.
 *
 * @param first     the first due date
 * @param frequency monthly, biweekly, weekly or every so many days (1 or more)
 * @param count     how many dates, 0 or more
 * @throws RangeError when a date does not exist or lies beyond the year 9999
 *
 * @example dueDates({ first: "2027-01-31", frequency: "monthly", count: 3 }) // 2027-01-31, 2027-02-28, 2027-03-31
 */
export function dueDates({
  first,
  frequency,
  count,
}: {
  first: IsoDate;
  frequency: Frequency;
  count: number;
}): IsoDate[] {
  const days = periodDays(frequency);
  if (days !== null && (!Number.isSafeInteger(days) || days < 1)) {
    throw new RangeError("Installments fall due every 1 day or more.");
  }
  return Array.from({ length: count }, (_, index) =>
    days === null ? addMonths(first, index) : addDays(first, index * days),
  );
}
