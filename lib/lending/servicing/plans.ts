// Changes to a contract. Each takes it from its day on; a return or an undo replays them. Pure.
import { flatInterest } from "@/lib/amortization/rows";
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";
import { accrualAfter, earnedOf } from "./accrual";
import { charge, isDaily, isFlat, relevel, runTo, unaskedOf, type Contract } from "./contract";
import { delinquencyOf } from "./delinquency";
import { totalOwed, unpaidOf, type Installment } from "./installment";
import type { DueDateEvent, ReAgeEvent } from "./loan-event";
import { movedDueDate, moveDates, remainingCount, restartDates, skipDates } from "./timetable";

/**
 * Skips the next due dates. Interest that runs until then is parked and paid in parts with the installments that follow; days
 * past due do not grow.
 *
 * @example defer(dailyAfterThree, 2, "2026-04-02") // 76.29 parked by June 1; nine installments from July 1, the first 452.61
 */
export function defer(contract: Contract, installments: number, on: IsoDate): void {
  contract.timetable = skipDates(contract.timetable, installments);
  const last = contract.timetable.slots[installments - 1];
  if (last) contract.frozen = [...contract.frozen, { from: on, to: last.dueOn }];
}

/**
 * Moves the due dates to another day of the month. `payment` keeps the installment, and the last one is larger; `term` solves
 * it again. Amounts of flat and 30/360 loans stay.
 *
 * @example changeDueDate(dailyAfterThree, { day: 15, keep: "term" }, "2026-04-02") // 446.15, the next after 44 days
 */
export function changeDueDate(contract: Contract, { day, keep }: DueDateEvent, on: IsoDate): void {
  const [slot] = contract.timetable.slots;
  const firstDueOn = slot && movedDueDate({ dueOn: slot.dueOn, day, on });
  if (!firstDueOn) return;
  contract.timetable = moveDates(contract.timetable, firstDueOn, on);
  if (keep === "term" && contract.terms.dayCount.startsWith("actual") && !isFlat(contract))
    relevel(contract, contract.timetable.startsOn);
}

/**
 * Spreads what is due over the installments to come, whose dates stay. Unpaid interest is due with the first of them.
 *
 * @returns what is booked with it
 *
 * @example reAmortize(dailyAfterThreeAndTwoMissed, "2026-06-02") // 565.44 a month on 3,803.84, and 76.29 with the first
 */
export function reAmortize(contract: Contract, on: IsoDate): PlanBooking {
  const booking = withdrawDue(contract, on);
  relevel(contract, contract.timetable.startsOn);
  return booking;
}

/**
 * A new number of installments from a new date on. The days past due are kept until three installments in a row were paid
 * on time.
 *
 * @param isCurable no other re-age in the twelve months before, and at most one in five years
 * @returns what is booked with it
 *
 * @example reAge(dailyAfterThreeAndTwoMissed, { installments: 12, firstDueOn: "2026-07-01", … }, "2026-06-02", true) // 338.00
 */
export function reAge(
  contract: Contract,
  { installments, firstDueOn }: ReAgeEvent,
  on: IsoDate,
  isCurable: boolean,
): PlanBooking {
  const { daysPastDue, since } = delinquencyOf(contract, on);
  const booking = withdrawDue(contract, on);
  contract.timetable = restartDates(contract.timetable, { installments, firstDueOn });
  const { timetable } = contract;
  if (isFlat(contract)) {
    const principal = contract.bearing;
    contract.agreed = flatInterest({ ...timetable.track, principal }, [...timetable.slots]);
  }
  relevel(contract, timetable.startsOn);
  contract.carried = since ? { days: daysPastDue, since, reAgedOn: on, isCurable } : null;
  return booking;
}

/** What a plan books at once, dollars. */
export type PlanBooking = {
  /** Interest charged. */
  charged: Decimal;
  /** Interest that was paid ahead of its installment, which the plan withdraws: it pays principal. */
  unearned: Decimal;
};

/** Installments that fell due ask for no more than was paid of them; their principal and interest wait for those to come. */
function withdrawDue(contract: Contract, on: IsoDate): PlanBooking {
  runTo(contract, on);
  const charged = isDaily(contract) ? charge(contract) : ZERO;
  const due = contract.installments.map(unpaidOf);
  const parked = sum(due.map((each) => each.parked));
  const missed = sum(due.map(({ interest }) => interest));
  contract.installments = contract.installments
    .filter(({ paid }) => !totalOwed(paid).isZero())
    .map((row): Installment => ({ ...row, asked: row.paid, paidOn: row.paidOn ?? on }));
  const interest = isDaily(contract) ? parkDaily(contract, parked) : missed;
  const { next } = contract.parked;
  contract.parked = { ...contract.parked, next: sum([next, parked, interest]) };
  contract.bearing = contract.bearing.plus(sum(due.map(({ principal }) => principal)));
  return { charged, unearned: withdrawAhead(contract) };
}

/** What was paid ahead of an installment that a plan withdraws is principal paid early. */
function withdrawAhead(contract: Contract): Decimal {
  const ahead = [...contract.ahead.values()].map(({ paid }) => paid);
  contract.ahead = new Map();
  if (!isFlat(contract)) return ZERO;
  contract.bearing = contract.bearing.minus(sum(ahead.map(({ principal }) => principal)));
  const unearned = Decimal.min(contract.bearing, sum(ahead.map(({ interest }) => interest)));
  contract.bearing = contract.bearing.minus(unearned);
  contract.principal = contract.principal.minus(unearned);
  contract.interest = contract.interest.plus(unearned);
  return unearned;
}

/** Interest up to the last due date is parked; what has run since stays with the running period. */
function parkDaily(contract: Contract, parked: Decimal): Decimal {
  const { accrual, accrualWhenDue, terms } = contract;
  const open = unaskedOf(contract).interest.minus(parked);
  const since = earnedOf(accrual, terms.rounding).minus(earnedOf(accrualWhenDue, terms.rounding));
  const interest = Decimal.max(ZERO, open.minus(since));
  if (interest.isZero()) return ZERO;
  contract.accrual = accrualAfter(accrual, accrualWhenDue, terms.rounding);
  contract.accrualWhenDue = { ...contract.accrual, numerator: ZERO, posted: ZERO };
  return interest;
}

/** Whether a deferral's dates are still to come. */
export function isDeferred({ timetable }: Contract): boolean {
  return timetable.slots.some(({ isSkipped }) => isSkipped);
}

/** Whether installments are still to come. */
export function hasInstallments(contract: Contract): boolean {
  return remainingCount(contract.timetable) > 0;
}
