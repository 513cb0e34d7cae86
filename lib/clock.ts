// What day it is. In sandbox mode an administrator moves the business date; in production it is the calendar date in
// the business's time zone. Nothing else in lib/ reads the machine's clock for business meaning.
import { cache } from "react";
import { db, type Tx } from "@/lib/db";
import { env, isSandbox } from "@/lib/env";
import { daysBetween, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { DomainError } from "@/lib/errors";

/**
 * Today, for the business: YYYY-MM-DD. In the sandbox a transaction that has asked keeps that date until it ends: the clock
 * waits for it, so that what was done on a date is there before the date is over.
 */
export async function businessDate(tx?: Tx): Promise<IsoDate> {
  const calendar = calendarBusinessDate();
  if (calendar) return calendar;
  const [clock] = tx
    ? await tx.$queryRaw<
        Clock[]
      >`SELECT business_date AS "businessDate" FROM business_clock WHERE id = 1 FOR SHARE`
    : await storedDate();
  if (!clock)
    throw new DomainError("unavailable", "The business date is not set yet. Run npm run db:seed first.");
  return fromDbDate(clock.businessDate);
}

/** One question per page, however many of its parts ask; a page also shows one date throughout. */
const storedDate = cache(() => db.businessClock.findMany({ where: { id: 1 } }));

type Clock = { businessDate: Date };

/** Today where the calendar alone decides; null in the sandbox, whose clock is in the database. */
export function calendarBusinessDate(): IsoDate | null {
  return isSandbox ? null : calendarDate(now(), env.BUSINESS_TIME_ZONE);
}

/** The instant, for time stamps, sessions and deadlines of the machine, never for interest or due dates. */
export function now(): Date {
  return new Date();
}

/**
 * The instant of something that happens on a business date: that date at the machine's time of day, so that what is stored says
 * the same day as everything else. The machine's own time is kept only where it is evidence: sessions, signatures, logs.
 */
export async function businessInstant(tx?: Tx): Promise<Date> {
  return instantOn(await businessDate(tx), now(), env.BUSINESS_TIME_ZONE);
}

/**
 * `instant` moved by whole days to the date `on`, as the wall of `timeZone` shows it.
 *
 * @example instantOn("2026-01-05", new Date("2026-11-30T15:00:00Z"), "America/New_York") // 2026-01-05T15:00:00Z
 */
export function instantOn(on: IsoDate, instant: Date, timeZone: string): Date {
  const moved = new Date(instant.getTime() + daysBetween(calendarDate(instant, timeZone), on) * DAY_MS);
  // Between winter and summer time, an hour next to midnight falls on the neighboring date.
  const off = daysBetween(calendarDate(moved, timeZone), on);
  return off === 0 ? moved : new Date(moved.getTime() + off * HOUR_MS);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The time of day on the wall of `timeZone` at `instant`, "19:59". */
export function wallTime(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(instant);
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
