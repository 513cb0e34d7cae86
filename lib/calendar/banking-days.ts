// The days on which the Federal Reserve Banks settle ACH and wires.
import { addDays, compare, dateParts, dayOfWeek, fromParts } from "./dates";
import type { IsoDate } from "./dates";

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;
const MARTIN_LUTHER_KING_DAY_SINCE = 1986;
const JUNETEENTH_SINCE = 2021;

/**
 * Whether the Federal Reserve Banks are open.
 *
 * @returns false on Saturdays, Sundays and the holidays of `federalReserveHolidays`
 * @throws RangeError when the date does not exist
 *
 * Source: Federal Reserve Bank Services, holiday schedule.
 *
 * @example isBankingDay("2027-07-05") // false: July 4, 2027 is a Sunday, observed on the Monday
 */
export function isBankingDay(date: IsoDate): boolean {
  const weekday = dayOfWeek(date);
  if (weekday === SATURDAY || weekday === SUNDAY) return false;
  return !federalReserveHolidays(dateParts(date).year).includes(date);
}

/**
 * The first banking day after the date.
 *
 * @example nextBankingDay("2027-12-31") // "2028-01-03"
 */
export function nextBankingDay(date: IsoDate): IsoDate {
  return step(date, 1);
}

/**
 * The date `n` banking days later, earlier when negative. The date itself when n is 0, whether or not banks are open.
 *
 * @example addBankingDays("2027-07-02", 2) // "2027-07-07"
 */
export function addBankingDays(date: IsoDate, n: number): IsoDate {
  let moved = date;
  for (let left = Math.abs(n); left > 0; left -= 1) moved = step(moved, Math.sign(n));
  return moved;
}

/**
 * The date itself when banks are open, else the next banking day.
 *
 * @example onOrNextBankingDay("2027-07-04") // "2027-07-06"
 */
export function onOrNextBankingDay(date: IsoDate): IsoDate {
  return isBankingDay(date) ? date : nextBankingDay(date);
}

/**
 * The holidays of the Federal Reserve Banks in a year, as they are observed, in order.
 *
 * A holiday that falls on a Sunday is observed on the Monday. One that falls on a Saturday is not moved: the banks are
 * open on the Friday before. Source: Federal Reserve Bank Services, holiday schedule, and 5 USC 6103(a).
 *
 * @example federalReserveHolidays(2027).length // 11
 */
export function federalReserveHolidays(year: number): IsoDate[] {
  const holidays = [
    observed(fromParts({ year, month: 1, day: 1 })),
    ...(year >= MARTIN_LUTHER_KING_DAY_SINCE
      ? [nthWeekday({ year, month: 1, weekday: MONDAY, nth: 3 })]
      : []),
    nthWeekday({ year, month: 2, weekday: MONDAY, nth: 3 }),
    lastMondayOfMay(year),
    ...(year >= JUNETEENTH_SINCE ? [observed(fromParts({ year, month: 6, day: 19 }))] : []),
    observed(fromParts({ year, month: 7, day: 4 })),
    nthWeekday({ year, month: 9, weekday: MONDAY, nth: 1 }),
    nthWeekday({ year, month: 10, weekday: MONDAY, nth: 2 }),
    observed(fromParts({ year, month: 11, day: 11 })),
    nthWeekday({ year, month: 11, weekday: THURSDAY, nth: 4 }),
    observed(fromParts({ year, month: 12, day: 25 })),
  ];
  return holidays.sort(compare);
}

function observed(holiday: IsoDate): IsoDate {
  return dayOfWeek(holiday) === SUNDAY ? addDays(holiday, 1) : holiday;
}

type NthWeekday = { year: number; month: number; weekday: number; nth: number };

function nthWeekday({ year, month, weekday, nth }: NthWeekday): IsoDate {
  const first = fromParts({ year, month, day: 1 });
  return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + (nth - 1) * 7);
}

function lastMondayOfMay(year: number): IsoDate {
  const last = fromParts({ year, month: 5, day: 31 });
  return addDays(last, -((dayOfWeek(last) - MONDAY + 7) % 7));
}

function step(date: IsoDate, direction: number): IsoDate {
  let moved = addDays(date, direction);
  while (!isBankingDay(moved)) moved = addDays(moved, direction);
  return moved;
}
