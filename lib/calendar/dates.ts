// Calendar dates as YYYY-MM-DD strings. All arithmetic is in UTC, so the machine's time zone cannot move a date.
import { z } from "zod";

/** A day of the proleptic Gregorian calendar, "2027-01-31", years 0001 to 9999. */
export type IsoDate = string;

const DAY_MS = 24 * 60 * 60 * 1000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** In English, January first. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export type DateParts = { year: number; month: number; day: number };

/** Schema for a date that exists. */
export const isoDate = z.string("Enter a date.").refine(isIsoDate, "Enter a date that exists.");

/**
 * Whether the text is a date that exists.
 *
 * @example isIsoDate("2027-02-29") // false
 */
export function isIsoDate(text: unknown): text is IsoDate {
  const match = typeof text === "string" ? SHAPE.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * Year, month (1 to 12) and day of a date.
 *
 * @throws RangeError when the date does not exist
 *
 * @example dateParts("2027-01-31") // { year: 2027, month: 1, day: 31 }
 */
export function dateParts(date: IsoDate): DateParts {
  if (!isIsoDate(date)) throw new RangeError(`"${String(date).slice(0, 40)}" is not a calendar date.`);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/**
 * The date of a year, month and day.
 *
 * @throws RangeError when it does not exist
 *
 * @example fromParts({ year: 2027, month: 1, day: 31 }) // "2027-01-31"
 */
export function fromParts({ year, month, day }: DateParts): IsoDate {
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (!isIsoDate(date)) throw new RangeError(`${date} is not a calendar date.`);
  return date;
}

/**
 * Days of a month, month 1 to 12.
 *
 * @example daysInMonth(2028, 2) // 29
 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Gregorian leap year.
 *
 * @example isLeapYear(2100) // false
 */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * The date `n` days later (earlier when negative).
 *
 * @throws RangeError outside the years 0001 to 9999
 *
 * @example addDays("2028-02-28", 2) // "2028-03-01"
 */
export function addDays(date: IsoDate, n: number): IsoDate {
  const moved = new Date((dayNumber(date) + n) * DAY_MS);
  if (Number.isNaN(moved.getTime())) throw new RangeError(`${date} moved by ${n} days is out of range.`);
  return fromDbDate(moved);
}

/**
 * The anchor's day of the month, `months` later, clamped to the month's end. Always computed from the anchor, so that
 * a short month does not shorten the ones after it.
 *
 * @param day the day of the month to clamp, for an anchor that was clamped itself; default the anchor's
 * @throws RangeError outside the years 0001 to 9999
 *
 * @example addMonths("2027-01-31", 1) // "2027-02-28"; addMonths("2027-01-31", 2) is "2027-03-31"
 */
export function addMonths(anchor: IsoDate, months: number, day = dateParts(anchor).day): IsoDate {
  const { year, month } = dateParts(anchor);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return fromParts({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/**
 * The last day of the date's month.
 *
 * @example monthEnd("2028-02-10") // "2028-02-29"
 */
export function monthEnd(date: IsoDate): IsoDate {
  const { year, month } = dateParts(date);
  return fromParts({ year, month, day: daysInMonth(year, month) });
}

/**
 * Actual days from one date to another, negative when `to` is the earlier.
 *
 * @example daysBetween("2027-01-01", "2027-02-01") // 31
 */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * Order of two dates, for `sort`.
 *
 * @returns negative when `a` is earlier, 0 when equal, positive when later
 *
 * @example compare("2027-01-01", "2027-01-02") // -1
 */
export function compare(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Day of the week, 0 is Sunday and 6 is Saturday.
 *
 * @example dayOfWeek("2027-01-01") // 5
 */
export function dayOfWeek(date: IsoDate): number {
  return toDbDate(date).getUTCDay();
}

/**
 * The value for a `date` column: midnight UTC.
 *
 * @throws RangeError when the date does not exist
 *
 * @example toDbDate("2027-01-31").toISOString() // "2027-01-31T00:00:00.000Z"
 */
export function toDbDate(date: IsoDate): Date {
  dateParts(date);
  return new Date(`${date}T00:00:00.000Z`);
}

/**
 * The date of a `date` column's value, by its UTC parts.
 *
 * @throws RangeError outside the years 0001 to 9999
 *
 * @example fromDbDate(new Date("2027-01-31T00:00:00.000Z")) // "2027-01-31"
 */
export function fromDbDate(date: Date): IsoDate {
  return fromParts({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
}

/**
 * A date for people to read.
 *
 * @example formatDate("2027-01-01") // "January 1, 2027"
 */
export function formatDate(date: IsoDate): string {
  const { year, month, day } = dateParts(date);
  return `${MONTHS[month - 1]} ${day}, ${year}`;
}

/**
 * A date for people to read, in a table.
 *
 * @example formatShortDate("2027-01-01") // "Jan 1, 2027"
 */
export function formatShortDate(date: IsoDate): string {
  const { year, month, day } = dateParts(date);
  return `${MONTHS[month - 1]?.slice(0, 3)} ${day}, ${year}`;
}

/**
 * The month of a date for people to read.
 *
 * @example monthName("2028-02-29") // "February 2028"
 */
export function monthName(date: IsoDate): string {
  const { year, month } = dateParts(date);
  return `${MONTHS[month - 1]} ${year}`;
}

function dayNumber(date: IsoDate): number {
  return toDbDate(date).getTime() / DAY_MS;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
