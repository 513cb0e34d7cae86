// The month that a statement is about. Pure.
import { addDays, dateParts, fromParts, monthEnd, monthName, type IsoDate } from "@/lib/calendar/dates";
import { onOrNextBankingDay } from "@/lib/calendar/banking-days";

export type Period = { name: string; from: IsoDate; to: IsoDate };

/**
 * The month before the one that begins, on the first banking day of a month; null on every other day.
 *
 * @example monthToReport("2026-06-01") // { name: "May 2026", from: "2026-05-01", to: "2026-05-31" }
 */
export function monthToReport(on: IsoDate): Period | null {
  const first = firstOfMonth(on);
  return onOrNextBankingDay(first) === on ? monthOf(addDays(first, -1)) : null;
}

/** The month that a date is in. */
function monthOf(date: IsoDate): Period {
  const from = firstOfMonth(date);
  return { name: monthName(from), from, to: monthEnd(from) };
}

function firstOfMonth(date: IsoDate): IsoDate {
  return fromParts({ ...dateParts(date), day: 1 });
}

/** A calendar year. */
export function yearOf(year: number): Period {
  return {
    name: String(year),
    from: fromParts({ year, month: 1, day: 1 }),
    to: fromParts({ year, month: 12, day: 31 }),
  };
}

/** How a period is named in keys: "2026-05" for a month, "2026" for a year. */
export function periodKey({ from, to }: Period): string {
  return to === monthEnd(from) ? from.slice(0, 7) : from.slice(0, 4);
}
