// The due dates still to come, and how plans move them. Pure.
import { periodsOf, type Period } from "@/lib/amortization/periods";
import type { Terms } from "@/lib/amortization/terms";
import { quotient, type Quotient } from "@/lib/money/quotient";
import { addMonths, dateParts, daysBetween, type IsoDate } from "@/lib/calendar/dates";

/** A period to come; on the due date of a skipped one nothing is asked. */
export type Slot = Period & { isSkipped: boolean };

export type Timetable = {
  /** The terms by which the dates are made: those signed, or a plan's. */
  track: Terms;
  /** The first day of the running period. */
  startsOn: IsoDate;
  slots: readonly Slot[];
};

/** @example startTimetable(terms).slots.length // 12 */
export function startTimetable(track: Terms): Timetable {
  return { track, startsOn: track.disbursedOn, slots: periodsOf(track).map(toSlot) };
}

/** The timetable once its first date has passed. */
export function passSlot({ track, startsOn, slots }: Timetable): Timetable {
  return { track, startsOn: slots[0]?.dueOn ?? startsOn, slots: slots.slice(1) };
}

/** Installments still to come. */
export function remainingCount({ slots }: Timetable): number {
  return slots.filter(({ isSkipped }) => !isSkipped).length;
}

/**
 * The next due dates are skipped; as many are added at the end.
 *
 * @example skipDates(afterThree, 2).slots.at(-1)?.dueOn // "2027-03-01" instead of "2027-01-01"
 */
export function skipDates({ track, startsOn, slots }: Timetable, count: number): Timetable {
  const longer = { ...track, installments: track.installments + count };
  const added = periodsOf(longer).slice(track.installments).map(toSlot);
  const kept = [...slots, ...added].map((slot, at) => (at < count ? { ...slot, isSkipped: true } : slot));
  return { track: longer, startsOn, slots: kept };
}

/**
 * The due dates from `firstDueOn` on, as many as before. Where interest does not count days (30/360), the moved days bear none.
 *
 * @param on the day of the change
 *
 * @example moveDates(afterThree, "2026-05-15", "2026-04-02").slots[0]?.days // 44
 */
export function moveDates(
  { track, startsOn, slots }: Timetable,
  firstDueOn: IsoDate,
  on: IsoDate,
): Timetable {
  const moved = { ...track, disbursedOn: startsOn, firstDueOn, installments: slots.length };
  const terms = { ...moved, dueDay: dateParts(firstDueOn).day };
  const countsDays = track.dayCount.startsWith("actual");
  const periods = periodsOf(terms).map((period, at) => {
    const before = slots[at];
    if (countsDays || !before) return toSlot(period);
    return { ...toSlot(period), share: at === 0 ? shareFrom(before, period, on) : before.share };
  });
  return { track: terms, startsOn, slots: periods };
}

/** The share by which the days from `on` to the moved date earn what the days to the former one would have. */
function shareFrom(before: Slot, after: Period, on: IsoDate): Quotient {
  const elapsed = daysBetween(before.startsOn, on);
  const { numerator, denominator } = before.share;
  return quotient(
    numerator * BigInt((before.days - elapsed) * after.days),
    denominator * BigInt(before.days * (after.days - elapsed)),
  );
}

/**
 * Other dates: a number of installments from a first due date on; the first period begins where the running one did.
 *
 * @example restartDates(t, { installments: 12, firstDueOn: "2026-07-01" }).slots.length // 12
 */
export function restartDates(
  { track, startsOn }: Timetable,
  { installments, firstDueOn }: { installments: number; firstDueOn: IsoDate },
): Timetable {
  const terms = { ...track, disbursedOn: startsOn, firstDueOn, installments, dueDay: undefined };
  return startTimetable(terms);
}

/**
 * The date to which a new day of the month moves the next due date: the nearest within 15 days, after `on`; null when there
 * is none.
 *
 * @example movedDueDate({ dueOn: "2026-05-01", day: 15, on: "2026-04-02" }) // "2026-05-15"
 */
export function movedDueDate({
  dueOn,
  day,
  on,
}: {
  dueOn: IsoDate;
  day: number;
  on: IsoDate;
}): IsoDate | null {
  const distance = (date: IsoDate) => Math.abs(daysBetween(dueOn, date));
  const [nearest] = [1, 0, -1]
    .map((months) => addMonths(dueOn, months, day))
    .filter((date) => date > on && distance(date) <= MOST_DAYS_MOVED)
    .sort((a, b) => distance(a) - distance(b));
  return nearest ?? null;
}

const MOST_DAYS_MOVED = 15;

function toSlot(period: Period): Slot {
  return { ...period, isSkipped: false };
}
