// How late a loan is on a day, as it is kept: read off its standing. Pure.
import { addDays, compare, type IsoDate } from "@/lib/calendar/dates";
import { partsOf, sumParts, type Parts } from "@/lib/money/parts";
import { bucketOf, BUCKET_STARTS, type Bucket } from "@/lib/lending/servicing/delinquency";
import { standingOn } from "@/lib/lending/terms/standing";
import type { Position } from "@/lib/lending/terms/repayment-plan";

export const NEVER: IsoDate = "9999-12-31";

export type Facts = {
  daysPastDue: number;
  lateSince: IsoDate | null;
  bucket: Bucket;
  /** Unpaid of installments due before the day, and unpaid fees; dollars. */
  pastDue: Parts;
};

export const NOT_LATE: Facts = { daysPastDue: 0, lateSince: null, bucket: "current", pastDue: partsOf({}) };

/**
 * The facts of a loan that is being repaid. Payments on their way count as made, as everywhere.
 *
 * @returns dollars; the past due fees are all unpaid fees, since a fee is due when it is assessed
 *
 * @example factsOf({ booked, expected }, "2026-03-17") // Art, who paid once: 16 days, since 2026-03-01, bucket 16-30, 50.00 + 416.67
 */
export function factsOf(position: { booked: Position; expected: Position }, on: IsoDate): Facts {
  const { daysPastDue } = standingOn(position, on);
  const late = standingOn({ booked: position.expected, expected: position.expected }, on).rows.filter(
    ({ dueOn, status }) => dueOn < on && status !== "paid" && status !== "charged-off",
  );
  const { interest, principal } = sumParts(late.map(({ unpaidParts }) => unpaidParts));
  return {
    daysPastDue,
    lateSince: daysPastDue > 0 ? addDays(on, -daysPastDue) : null,
    bucket: bucketOf(daysPastDue),
    pastDue: { fees: position.expected.owed.fees, interest, principal },
  };
}

/**
 * The next day on which the facts change by themselves: an installment that nothing covers is late, or the loan gets into another
 * bucket.
 *
 * @param after the day of the facts
 *
 * @example nextChange({ expected, facts, after: "2026-03-02" }) // "2026-03-17": 16 days past due
 */
export function nextChange({
  expected,
  facts,
  after,
}: {
  expected: Position;
  facts: Facts;
  after: IsoDate;
}): IsoDate {
  const { rows } = standingOn({ booked: expected, expected }, after);
  const days = rows.flatMap(({ dueOn, status }) =>
    status !== "paid" && compare(dueOn, after) >= 0 ? [addDays(dueOn, 1)] : [],
  );
  const { lateSince } = facts;
  if (lateSince) days.push(...BUCKET_STARTS.map((start) => addDays(lateSince, start)));
  return days.filter((day) => compare(day, after) > 0).reduce((a, b) => (compare(a, b) < 0 ? a : b), NEVER);
}
