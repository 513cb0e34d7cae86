// Of several rates that balance a list of amounts, the one nearest to a guess, measured by ln(1 + r). Floats only rule out
// stretches without a root; every sign and the root itself are found with decimals.
import type { Decimal } from "@/lib/money/money";
import { d } from "@/lib/money/money";
import { findRoot } from "./root";

/** Dollars, `at` whole steps after the first of them. */
export type Flow = { at: number; amount: Decimal };

const LONGEST_BRACKET = 0.05;
// Far above the error of the floats' logarithms.
const MARGIN = 1e-10;
// Of a sum that has canceled to nothing, relative to its terms.
const NOTHING = d("1e-25");

/**
 * The growth 1 + r per step at which the flows are worth nothing.
 *
 * @param flows    sorted, none of 0.00, no two at one time, the first at 0
 * @param guess    ln(1 + r) where the search begins
 * @param low      the lowest ln(1 + r) that counts
 * @param high     the highest
 * @param shortest the length of ln(1 + r) within which more than two roots are not distinguished
 * @returns the growth, to about 25 digits, at the root nearest to the guess; null when there is none in between
 *
 * Σ_k C_k · e^(−at_k·u) = 0. On a stretch of u the positive and the negative terms only fall, so their values at its ends
 * bound the sum and its slope: a sum that keeps its sign has no root there, one whose slope keeps its sign at most one.
 *
 * @example nearestRoot({ flows: [{ at: 0, amount: d("-100") }, { at: 1, amount: d("110") }], … }) // 1.1
 */
export function nearestRoot({
  flows,
  guess,
  low,
  high,
  shortest,
}: {
  flows: Flow[];
  guess: number;
  low: number;
  high: number;
  shortest: number;
}): Decimal | null {
  const search = searcher(flows, shortest);
  const below = search(guess, low);
  const reach = below === null ? high : Math.min(high, 2 * guess - Number(below.ln()));
  const above = search(guess, reach);
  if (below === null || above === null) return below ?? above;
  const distance = (growth: Decimal) => growth.ln().minus(String(guess)).abs();
  return distance(above).lessThanOrEqualTo(distance(below)) ? above : below;
}

/** Finds the first root on the way from one u to another. */
function searcher(flows: Flow[], shortest: number) {
  const terms = (isNegative: boolean, ofSlope: boolean) =>
    flows
      .filter(({ amount }) => amount.isNegative() === isNegative)
      .map(({ at, amount }) => ({ at, log: Number(amount.abs().ln()) + (ofSlope ? Math.log(at) : 0) }));
  const [plus, minus, rise, fall] = [
    terms(false, false),
    terms(true, false),
    terms(false, true),
    terms(true, true),
  ];
  const boundsAt = (u: number): Bounds => ({
    u,
    sum: [logSum(plus, u), logSum(minus, u)],
    slope: [logSum(rise, u), logSum(fall, u)],
  });
  const value = (growth: Decimal) => valueAtEnd(flows, growth);
  const isPositive = (u: number) => value(growthAt(u)).isPositive();

  function first(from: Bounds, to: Bounds): Decimal | null {
    if (keepsItsSign(from.sum, to.sum, from.u < to.u)) return null;
    const length = Math.abs(to.u - from.u);
    const isShort = length <= shortest;
    if (isShort || keepsItsSign(from.slope, to.slope, from.u < to.u)) {
      const differ = isPositive(from.u) !== isPositive(to.u);
      if (!differ) return isShort ? touching(flows, from.u, to.u) : null;
      if (isShort || length <= LONGEST_BRACKET)
        return findRoot({ at: value, low: growthAt(from.u), high: growthAt(to.u) });
    }
    const middle = boundsAt((from.u + to.u) / 2);
    return first(from, middle) ?? first(middle, to);
  }
  return (from: number, to: number) => first(boundsAt(from), boundsAt(to));
}

/** Logarithms of the positive and of the negative terms, added up; of the sum and of its slope. */
type Bounds = { u: number; sum: readonly [number, number]; slope: readonly [number, number] };

function keepsItsSign(
  from: readonly [number, number],
  to: readonly [number, number],
  isUpwards: boolean,
): boolean {
  const [most, least] = isUpwards ? [from, to] : [to, from];
  return least[0] > most[1] + MARGIN || least[1] > most[0] + MARGIN;
}

/** A root at which the sum does not change its sign, or two closer together than the stretch: where its slope is 0. */
function touching(flows: Flow[], from: number, to: number): Decimal | null {
  const last = flows.at(-1)!.at;
  const slope = (growth: Decimal) =>
    valueAtEnd(
      flows.map(({ at, amount }) => ({ at, amount: amount.times(last - at) })),
      growth,
    );
  const [low, high] = [growthAt(from), growthAt(to)];
  if (slope(low).isPositive() === slope(high).isPositive()) return null;
  const turn = findRoot({ at: slope, low, high });
  const value = valueAtEnd(flows, turn);
  const terms = valueAtEnd(
    flows.map(({ at, amount }) => ({ at, amount: amount.abs() })),
    turn,
  );
  if (value.abs().lessThanOrEqualTo(terms.times(NOTHING))) return turn;
  if (value.isPositive() === valueAtEnd(flows, low).isPositive()) return null;
  return findRoot({ at: (growth) => valueAtEnd(flows, growth), low, high: turn });
}

/**
 * What the flows are worth at the time of the last: a polynomial in the growth by Horner's rule, finite for every growth above
 * zero. The gaps between dates repeat (28, 30, 31 days), so their powers are kept.
 *
 * @example valueAtEnd([{ at: 0, amount: d("-100") }, { at: 2, amount: d("121") }], d("1.1")).toString() // "0"
 */
function valueAtEnd(flows: Flow[], growth: Decimal): Decimal {
  const powers = new Map([[1, growth]]);
  let [value, at] = [d(0), 0];
  for (const flow of flows) {
    const gap = flow.at - at;
    const power = powers.get(gap) ?? growth.pow(gap);
    powers.set(gap, power);
    value = value.times(power).plus(flow.amount);
    at = flow.at;
  }
  return value;
}

function growthAt(u: number): Decimal {
  return d(String(u)).exp();
}

function logSum(terms: { at: number; log: number }[], u: number): number {
  let [most, total] = [-Infinity, 0];
  for (const { at, log } of terms) most = Math.max(most, log - at * u);
  if (most === -Infinity) return most;
  for (const { at, log } of terms) total += Math.exp(log - at * u - most);
  return most + Math.log(total);
}
