import { cn } from "@/lib/cn";
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
    <time dateTime={on} className={cn("tnum whitespace-nowrap", className)}>
      {formatDate(on, short ? "short" : "long")}
    </time>
  );
}

/** An instant (ISO with zone), shown with the zone it is told in. */
export function InstantText({
  at,
  timeZone,
  className,
}: {
  at: string;
  timeZone?: string;
  className?: string;
}) {
  return (
    <time dateTime={at} className={cn("tnum whitespace-nowrap", className)}>
      {formatInstant(at, timeZone)}
    </time>
  );
}
