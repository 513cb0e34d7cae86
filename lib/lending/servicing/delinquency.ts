// When a loan is late, since when, and in which bucket. Pure.
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { d, Decimal, sum, ZERO } from "@/lib/money/money";
import type { Span } from "./accrual";
import { isDaily, openInstallments, type Contract } from "./contract";
import { totalOwed, unpaidOf, unpaidTotal, type Installment } from "./installment";

/** Dollars: an installment of which less than this is unpaid makes no loan late; the cents stay owed. */
export const MIN_PAST_DUE = d("1.00");

const BUCKETS = [
  [0, "current"],
  [15, "grace"],
  [30, "16-30"],
  [60, "31-60"],
  [90, "61-90"],
  [119, "91-119"],
] as const;

export type Bucket = (typeof BUCKETS)[number][1] | "120+";

/** The name of these ranges, kept with every fact that uses them: other ranges get another name. */
export const BUCKET_POLICY = "buckets-1";

/** The days past due on which a loan gets into another bucket: 1, 16, 31, 61, 91, 120. */
export const BUCKET_STARTS: readonly number[] = BUCKETS.map(([most]) => most + 1);

/**
 * The range of days past due that a loan is in.
 *
 * @example bucketOf(90) // "61-90"
 */
export function bucketOf(daysPastDue: number): Bucket {
  return BUCKETS.find(([most]) => daysPastDue <= most)?.[1] ?? "120+";
}

/**
 * Whole days for which an installment has been late, without those of a deferral.
 *
 * @example daysLate({ dueOn: "2026-03-01" }, "2026-03-17", []) // 16
 */
export function daysLate(
  { dueOn }: Pick<Installment, "dueOn">,
  on: IsoDate,
  frozen: readonly Span[],
): number {
  const days = frozen.map(({ from, to }) => {
    const [first, last] = [from > dueOn ? from : dueOn, to < on ? to : on];
    return Math.max(0, daysBetween(first, last));
  });
  return Math.max(0, daysBetween(dueOn, on) - days.reduce((total, each) => total + each, 0));
}

/** Whether enough of it is unpaid to count as late once its due date has passed. */
export function isUnpaid(installment: Installment): boolean {
  return installment.paidOn === null && unpaidTotal(installment).gte(MIN_PAST_DUE);
}

/** Past due as of a day. */
export type Delinquency = { daysPastDue: number; since: IsoDate | null };

/**
 * Days past due of a contract: from the oldest due date with an unpaid amount, not counting fees and deferred days. A loan
 * that was re-aged without being cured keeps its days.
 *
 * @example delinquencyOf(artWhoPaidOnce, "2026-05-30") // 90 days, since 2026-03-01
 */
export function delinquencyOf(
  { installments, frozen, carried }: Pick<Contract, "installments" | "frozen" | "carried">,
  on: IsoDate,
): Delinquency {
  const oldest = installments.find((each) => each.dueOn < on && isUnpaid(each));
  const days = (oldest ? daysLate(oldest, on, frozen) : 0) + (carried?.days ?? 0);
  return { daysPastDue: days, since: days === 0 ? null : (carried?.since ?? oldest!.dueOn) };
}

/**
 * Dollars unpaid of installments due before a day. Under daily interest no more of it is interest than the loan owes.
 *
 * @example pastDueOf(artWhoPaidOnce, "2026-03-02") // interest 50.00, principal 416.67
 */
export function pastDueOf(contract: Contract, on: IsoDate): { interest: Decimal; principal: Decimal } {
  const unpaid = openInstallments(contract)
    .filter(({ dueOn }) => dueOn < on)
    .map(unpaidOf);
  const total = sum(unpaid.map(totalOwed));
  const asked = sum(unpaid.map(({ interest, parked }) => interest.plus(parked)));
  const interest = isDaily(contract) ? Decimal.max(ZERO, Decimal.min(asked, contract.interest)) : asked;
  return { interest, principal: total.minus(interest) };
}
