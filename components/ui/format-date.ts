const MONTHS = [
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

/** `"2027-01-01"` as `January 1, 2027`, or `Jan 1, 2027` when short. Read as text: a date has no time zone to slip in. */
export function formatDate(on: string, style: "long" | "short" = "long") {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (!match || !month) throw new RangeError(`Not a date: ${on}`);
  return `${style === "long" ? month : month.slice(0, 3)} ${Number(match[3])}, ${match[1]}`;
}

const DEFAULT_ZONE = "America/New_York";

// Making one takes twenty times as long as using it, and a page of a log uses fifty.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h12",
    timeZoneName: "short",
  });
  formats.set(timeZone, made);
  return made;
}

/** An instant in a named zone, the same on server and browser: `Mar 1, 2026, 10:42 AM EST`. */
export function formatInstant(at: string, timeZone = DEFAULT_ZONE) {
  const parts = formatOf(timeZone).formatToParts(new Date(at));
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const day = formatDate(`${part.year}-${part.month}-${part.day}`, "short");
  return `${day}, ${part.hour}:${part.minute} ${part.dayPeriod} ${part.timeZoneName}`;
}
