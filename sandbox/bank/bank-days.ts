// The bank's own calendar, written without a look at the product's: two opinions on the same dates find each other's
// mistakes. Dates are YYYY-MM-DD; all arithmetic is in UTC.

const DAY_MS = 86_400_000;

/** Month, weekday (0 is Sunday) and which one of the month; -1 is the last. */
const MOVING_HOLIDAYS = [
  { month: 1, weekday: 1, nth: 3 }, // Martin Luther King Jr.
  { month: 2, weekday: 1, nth: 3 }, // Presidents
  { month: 5, weekday: 1, nth: -1 }, // Memorial Day
  { month: 9, weekday: 1, nth: 1 }, // Labor Day
  { month: 10, weekday: 1, nth: 2 }, // Columbus Day
  { month: 11, weekday: 4, nth: 4 }, // Thanksgiving
] as const;
const FIXED_HOLIDAYS = ["01-01", "06-19", "07-04", "11-11", "12-25"];

/** Whether Fedwire and the ACH operators settle on this date. */
export function isBankDay(date: string): boolean {
  const day = utc(date);
  const weekday = day.getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  if (FIXED_HOLIDAYS.includes(date.slice(5))) return false;
  // A holiday on a Sunday closes the Monday; one on a Saturday leaves the Friday open.
  if (weekday === 1 && FIXED_HOLIDAYS.includes(plusDays(date, -1).slice(5))) return false;
  return !MOVING_HOLIDAYS.some((holiday) => falls(day, holiday));
}

/** The date `count` bank days later; earlier when it is below zero. */
export function plusBankDays(date: string, count: number): string {
  let moved = date;
  for (let left = Math.abs(count); left > 0;) {
    moved = plusDays(moved, Math.sign(count));
    if (isBankDay(moved)) left -= 1;
  }
  return moved;
}

/** The latest day up to this one on which banks are closed. */
export function closedDay(date: string): string {
  let day = date;
  while (isBankDay(day)) day = plusDays(day, -1);
  return day;
}

/** The date itself when banks are open, else the next bank day. */
export function openDay(date: string): string {
  return isBankDay(date) ? date : plusBankDays(date, 1);
}

export function plusDays(date: string, count: number): string {
  return new Date(utc(date).getTime() + count * DAY_MS).toISOString().slice(0, 10);
}

/** Whether the text is a date that exists. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && plusDays(text, 0) === text;
}

function falls(day: Date, holiday: (typeof MOVING_HOLIDAYS)[number]): boolean {
  if (day.getUTCMonth() + 1 !== holiday.month || day.getUTCDay() !== holiday.weekday) return false;
  const dayOfMonth = day.getUTCDate();
  if (holiday.nth > 0) return Math.ceil(dayOfMonth / 7) === holiday.nth;
  return new Date(day.getTime() + 7 * DAY_MS).getUTCMonth() !== day.getUTCMonth();
}

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
