// Birth dates as the sanctions list writes them, and how well an applicant's date agrees with them.
import { dateParts, fromParts, isIsoDate, daysInMonth } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";

/** A listed birth date as the range of days that it covers. */
export type ListedBirth = {
  /** As the list writes it. */
  text: string;
  /** First and last day; both null for a text that is no date, which then says nothing about anybody. */
  from: IsoDate | null;
  to: IsoDate | null;
  circa: boolean;
};

const MONTH_NUMBERS: Readonly<Record<string, number>> = {
  ...{ jan: 1, feb: 2, mar: 3, apr: 4, may: 5, jun: 6 },
  ...{ jul: 7, aug: 8, sep: 9, oct: 10, nov: 11, dec: 12 },
};

/**
 * A birth date of the list.
 *
 * @param text day, month and year ("DD Mon YYYY"), "Mar 1961", "1961", any of them after "circa", or two of them with "to" between
 * @returns the days from the first to the last that the text can mean. A text of another form is kept without days, so that
 *   one unusual date never costs the entry around it; it neither confirms nor contradicts anybody
 *
 * Source: OFAC, "Important Announcement for Users of OFAC's SDN Data Files", June 13, 2012, item 4, on the
 * forms of dates, https://ofac.treasury.gov/recent-actions/20120613; "circa" and "to" as they occur in the published files.
 *
 * @example readListedBirth("circa 1961") // { text: "circa 1961", from: "1961-01-01", to: "1961-12-31", circa: true }
 */
export function readListedBirth(text: string): ListedBirth {
  const [, circa, plain = ""] = /^(circa\s+|c\.\s*)?(.*)$/i.exec(text.trim()) ?? [];
  const [first = "", second, ...more] = plain.split(/\s+to\s+|\s*-\s*/i);
  const begin = daysOf(first);
  const end = second === undefined ? begin : daysOf(second);
  const isRange = begin !== null && end !== null && more.length === 0 && begin.from <= end.to;
  return {
    text,
    from: isRange ? begin.from : null,
    to: isRange ? end.to : null,
    circa: circa !== undefined,
  };
}

function daysOf(text: string): { from: IsoDate; to: IsoDate } | null {
  const match = /^(?:(?:(\d{1,2})\s+)?([a-z]{3})[a-z]{0,6}\.?\s+)?(\d{4})$/i.exec(text.trim());
  if (!match) return null;
  const [, day, monthName, yearText = ""] = match;
  const year = Number(yearText);
  if (year < 1) return null;
  if (monthName === undefined)
    return { from: fromParts({ year, month: 1, day: 1 }), to: fromParts({ year, month: 12, day: 31 }) };
  const month = MONTH_NUMBERS[monthName.toLowerCase()];
  if (month === undefined) return null;
  if (day === undefined)
    return {
      from: fromParts({ year, month, day: 1 }),
      to: fromParts({ year, month, day: daysInMonth(year, month) }),
    };
  const date = `${yearText}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isIsoDate(date) ? { from: date, to: date } : null;
}

/**
 * How a birth date agrees with the list, best first: the same day; day and month exchanged; inside a listed month, year or
 * range; near a "circa"; another day of the same year; the year before or after; none of these; nothing to compare.
 */
export type BirthAgreement =
  "same-day" | "swapped" | "within" | "near" | "same-year" | "next-year" | "other" | "unknown";

const BEST_FIRST: readonly BirthAgreement[] = [
  ...(["same-day", "swapped", "within", "near", "same-year", "next-year", "other"] as const),
];
const CIRCA_YEARS = 2;

/**
 * The best agreement of a birth date with any of an entry's listed ones: the list often has several for one person.
 *
 * @param born null when it is not known
 *
 * @example birthAgreement("1961-12-03", [readListedBirth("1961")]) // "within"
 */
export function birthAgreement(born: IsoDate | null, listed: readonly ListedBirth[]): BirthAgreement {
  if (born === null) return "unknown";
  const found = new Set(listed.map((birth) => agreementWith(born, birth)));
  return BEST_FIRST.find((agreement) => found.has(agreement)) ?? "unknown";
}

function agreementWith(born: IsoDate, { from, to, circa }: ListedBirth): BirthAgreement {
  if (from === null || to === null) return "unknown";
  if (from <= born && born <= to) return from === to ? "same-day" : "within";
  const swapped = swappedDay(born);
  if (swapped !== null && from === to && swapped === from) return "swapped";
  const year = dateParts(born).year;
  const years = Math.max(dateParts(from).year - year, year - dateParts(to).year, 0);
  if (circa && years <= CIRCA_YEARS) return "near";
  if (years === 0) return "same-year";
  return years === 1 ? "next-year" : "other";
}

/** Day and month exchanged, or null where that is no date or the same one. */
function swappedDay(born: IsoDate): IsoDate | null {
  const swapped = `${born.slice(0, 4)}-${born.slice(8, 10)}-${born.slice(5, 7)}`;
  return swapped !== born && isIsoDate(swapped) ? swapped : null;
}
