import { addDays, addMonths, dateParts, monthEnd } from "./dates";
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
 * The day of the month that monthly installments are due on: the first due date's, unless a short month clamped it from the
 * later day of the disbursement.
 *
 * @param disbursedOn before `first`
 * @returns 1 to 31
 *
 * @example dueDayOf({ disbursedOn: "2027-01-31", first: "2027-02-28" }) // 31; 28 for a disbursement on January 15
 */
export function dueDayOf({ disbursedOn, first }: { disbursedOn: IsoDate; first: IsoDate }): number {
  const [disbursed, due] = [dateParts(disbursedOn).day, dateParts(first).day];
  return first === monthEnd(first) ? Math.max(disbursed, due) : due;
}

/**
 * The dates on which installments fall due. Monthly dates keep their day and are clamped to the month's end, each computed
 * from that day, so that a short February does not move the dates after it.
 *
 * @param first     the first due date
 * @param frequency monthly, biweekly, weekly or every so many days (1 or more)
 * @param count     how many dates, 0 or more
 * @param dueDay    for monthly dates, the day of the month of which `first` is the clamped date; default the day of `first`
 * @throws RangeError when a date does not exist or lies beyond the year 9999
 *
 * @example dueDates({ first: "2027-02-28", frequency: "monthly", count: 3, dueDay: 31 }) // 2027-02-28, 2027-03-31, 2027-04-30
 */
export function dueDates({
  first,
  frequency,
  count,
  dueDay,
}: {
  first: IsoDate;
  frequency: Frequency;
  count: number;
  dueDay?: number | undefined;
}): IsoDate[] {
  const days = periodDays(frequency);
  if (days !== null && (!Number.isSafeInteger(days) || days < 1)) {
    throw new RangeError("Installments fall due every 1 day or more.");
  }
  return Array.from({ length: count }, (_, index) =>
    days === null ? addMonths(first, index, dueDay) : addDays(first, index * days),
  );
}
