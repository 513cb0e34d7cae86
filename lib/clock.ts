// What day it is. In sandbox mode an administrator moves the business date; in production it is the calendar date in
// the business's time zone. Nothing else in lib/ reads the machine's clock for business meaning.
import { db, type Tx } from "@/lib/db";
import { env, isSandbox } from "@/lib/env";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { DomainError } from "@/lib/errors";

/** Today, for the business: YYYY-MM-DD. */
export async function businessDate(tx: Tx = db): Promise<IsoDate> {
  if (!isSandbox) return calendarDate(now(), env.BUSINESS_TIME_ZONE);
  const clock = await tx.businessClock.findUnique({ where: { id: 1 } });
  if (!clock)
    throw new DomainError("unavailable", "The business date is not set yet: run npm run db:seed first.");
  return fromDbDate(clock.businessDate);
}

/** The instant, for time stamps, sessions and deadlines of the machine, never for interest or due dates. */
export function now(): Date {
  return new Date();
}

/** The date on the wall of `timeZone` at `instant`. */
export function calendarDate(instant: Date, timeZone: string): IsoDate {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(instant);
}
