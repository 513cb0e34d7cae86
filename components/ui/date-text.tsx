import { classed } from "./class-name";
import { formatDate, formatInstant } from "./format-date";

/** A calendar date (YYYY-MM-DD). Short in tables, long in sentences. */
export function DateText({
  on,
  short = false,
  className,
}: {
  on: string;
  short?: boolean;
  className?: string;
}) {
  return (
    <time dateTime={on} {...classed(className)}>
      {formatDate(on, short ? "short" : "long")}
    </time>
  );
}

/**
 * An instant of the server (ISO with zone), and that it is one: beside a business date, two clocks must not be taken for each other.
 * `bare` where a label or a column header says so.
 */
export function InstantText({
  at,
  timeZone,
  bare = false,
  className,
}: {
  at: string;
  timeZone?: string;
  bare?: boolean;
  className?: string;
}) {
  const time = (
    <time dateTime={at} {...classed(className)}>
      {formatInstant(at, timeZone)}
    </time>
  );
  if (bare) return time;
  return (
    <>
      {time} <span className="whitespace-nowrap">(server time)</span>
    </>
  );
}
