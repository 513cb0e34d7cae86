// Interest as it is earned: exact while it runs, rounded once when it is posted. Pure.
import type { Period } from "@/lib/amortization/periods";
import { yearShare } from "@/lib/calendar/day-count";
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { d, Decimal, roundCents, ZERO, type RoundingMode } from "@/lib/money/money";
import type { Quotient } from "@/lib/money/quotient";

/** Interest does not run from `from` on, and runs again from `to` on. */
export type Pause = { from: IsoDate; to: IsoDate };
export type Span = { from: IsoDate; to: IsoDate };

/** Interest since rounding last began, over one denominator so that nothing is lost, and what of it was posted (dollars). */
export type Accrual = { numerator: Decimal; denominator: bigint; posted: Decimal };

export const NO_ACCRUAL: Accrual = { numerator: ZERO, denominator: 1n, posted: ZERO };

/**
 * Interest that has run on.
 *
 * @param perYear dollars that a whole year would earn: balance × rate
 * @param share   the part of a year, not necessarily in lowest terms
 *
 * @example earnedOf(accrueMore(NO_ACCRUAL, d("600"), { numerator: 41n, denominator: 365n }), "half-even") // 67.40
 */
export function accrueMore(accrual: Accrual, perYear: Decimal, share: Quotient): Accrual {
  const denominator = leastCommonMultiple(accrual.denominator, share.denominator);
  const before = accrual.numerator.times(d(denominator / accrual.denominator));
  const added = perYear.times(d(share.numerator * (denominator / share.denominator)));
  return { ...accrual, numerator: before.plus(added), denominator };
}

/** Dollars earned, to the cent. */
export function earnedOf({ numerator, denominator }: Accrual, rounding: RoundingMode): Decimal {
  return roundCents(numerator.div(d(denominator)), rounding);
}

/**
 * What is left of an accrual once an earlier state of it has been moved elsewhere; what was posted beyond it stays posted.
 *
 * @example accrualAfter(accrual, accrual, "half-even") // nothing
 */
export function accrualAfter(accrual: Accrual, earlier: Accrual, rounding: RoundingMode): Accrual {
  const denominator = leastCommonMultiple(accrual.denominator, earlier.denominator);
  const over = ({ numerator, denominator: own }: Accrual) => numerator.times(d(denominator / own));
  return {
    numerator: over(accrual).minus(over(earlier)),
    denominator,
    posted: Decimal.max(ZERO, accrual.posted.minus(earnedOf(earlier, rounding))),
  };
}

/**
 * The parts of a span in which interest runs.
 *
 * @param pauses none overlaps another
 *
 * @example runningSpans({ from: "2026-04-01", to: "2026-05-01" }, [{ from: "2026-04-10", to: "2026-04-20" }]).length // 2
 */
function runningSpans({ from, to }: Span, pauses: readonly Pause[]): Span[] {
  let spans = from < to ? [{ from, to }] : [];
  for (const pause of pauses)
    spans = spans
      .flatMap((span) => [
        { from: span.from, to: pause.from < span.to ? pause.from : span.to },
        { from: pause.to > span.from ? pause.to : span.from, to: span.to },
      ])
      .filter((span) => span.from < span.to);
  return spans;
}

/** Whether interest is paused for a whole period. */
export function isWithin({ startsOn, dueOn }: Pick<Period, "startsOn" | "dueOn">, pauses: readonly Pause[]) {
  return pauses.some(({ from, to }) => from <= startsOn && dueOn <= to);
}

/**
 * The parts of a year in which interest runs within a span.
 *
 * @param period the period around it, for interest by schedule: a stretch of it earns its days' part of the period's share;
 *   null for daily interest, which counts by the convention alone
 *
 * @example sharesOf({ span, pauses: [], dayCount: "actual/365", period: null }) // [{ numerator: 41n, denominator: 365n }]
 */
export function sharesOf({
  span,
  pauses,
  dayCount,
  period,
}: {
  span: Span;
  pauses: readonly Pause[];
  dayCount: Parameters<typeof yearShare>[0]["convention"];
  period: Pick<Period, "share" | "days"> | null;
}): Quotient[] {
  return runningSpans(span, pauses).map(({ from, to }) => {
    if (!period) return yearShare({ from, to, convention: dayCount }).share;
    const { numerator, denominator } = period.share;
    return {
      numerator: numerator * BigInt(daysBetween(from, to)),
      denominator: denominator * BigInt(period.days),
    };
  });
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
