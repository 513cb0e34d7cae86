// The period of a statement as an address names it: ?year=2026, or ?year=2026&month=03. Pure.
import { dateParts, daysInMonth, fromParts, MONTHS, type IsoDate } from "@/lib/calendar/dates";

export type Period = { year: string; month: string; from: IsoDate; to: IsoDate; name: string };

/** What is missing or makes no sense counts as not given: then it is the whole year, and this year. */
export function readPeriod(
  given: { year?: string | undefined; month?: string | undefined },
  today: IsoDate,
): Period {
  const year = /^(19|20|21)\d\d$/.test(given.year ?? "") ? Number(given.year) : dateParts(today).year;
  const month = /^(0[1-9]|1[0-2])$/.test(given.month ?? "") ? Number(given.month) : null;
  const last = month ?? 12;
  return {
    year: String(year),
    month: month === null ? "" : String(month).padStart(2, "0"),
    from: fromParts({ year, month: month ?? 1, day: 1 }),
    to: fromParts({ year, month: last, day: daysInMonth(year, last) }),
    name: month === null ? String(year) : `${MONTHS[month - 1]} ${year}`,
  };
}
