import { d, Decimal } from "@/lib/money/money";

const CLOSE_ENOUGH = new Decimal("1e-28");
const MOST_STEPS = 400;

/**
 * Where a continuous function crosses zero between two points of opposite sign.
 *
 * @param at   the function
 * @param low  one end, where the sign is the other than at `high`, or the value is 0
 * @param high the other end
 * @returns the root, to about 28 digits; always inside the bracket
 * @throws RangeError when both ends have the same sign
 *
 * Regula falsi with the Illinois change (Dowell and Jarratt, BIT 11, 1971), and a bisection whenever two steps have not
 * halved the bracket.
 *
 * @example findRoot({ at: (x) => x.times(x).minus(2), low: d(0), high: d(2) }).toFixed(9) // "1.414213562"
 */
export function findRoot({
  at,
  low,
  high,
}: {
  at: (x: Decimal) => Decimal;
  low: Decimal;
  high: Decimal;
}): Decimal {
  let [a, fa, b, fb] = [low, at(low), high, at(high)];
  if (fa.isZero()) return a;
  if (fb.isZero()) return b;
  if (fa.isPositive() === fb.isPositive())
    throw new RangeError("The ends of the bracket have the same sign.");
  let widthBefore = b.minus(a).abs();
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const width = b.minus(a).abs();
    if (width.lessThanOrEqualTo(CLOSE_ENOUGH.times(Decimal.max(1, b.abs())))) break;
    const secant = b.minus(fb.times(b.minus(a)).div(fb.minus(fa)));
    // When one end's value dwarfs the other's, the secant's step rounds to nothing: that is no root either.
    const isStalled =
      (step % 3 === 0 && width.times(2).greaterThan(widthBefore)) || secant.equals(a) || secant.equals(b);
    if (step % 3 === 0) widthBefore = width;
    const x = isStalled ? a.plus(b).div(2) : secant;
    const fx = at(x);
    if (fx.isZero()) return x;
    if (fx.isPositive() === fb.isPositive()) {
      // The same end moved twice: halve the other's weight, or it would stay where it is.
      [b, fb, fa] = [x, fx, isStalled ? fa : fa.div(2)];
    } else {
      [a, fa, b, fb] = [b, fb, x, fx];
    }
  }
  return a.plus(b).div(d(2));
}
