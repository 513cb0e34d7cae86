// Exact ways to spread a total over parts without losing a cent.
import { CENT, d, Decimal, decimalRounding, roundCents, ZERO } from "./decimal";
import type { RoundingMode } from "./decimal";
import { addQuotients, quotient, timesQuotient } from "./quotient";
import type { Quotient } from "./quotient";

/**
 * Spreads a total so that the running sum is always the rounded exact running sum.
 *
 * @param total    dollars, at most two decimals
 * @param parts    how many, 1 or more
 * @param rounding half-even (default) or half-up
 * @returns the parts; they sum to `total` and none differs from total / parts by a cent or more
 * @throws RangeError when there is no part to take the total
 *
 * part_k = R(T·k/n) − R(T·(k − 1)/n)
 * Source: cumulative rounding as in Fineract's progressive loan; used for interest that investors earn.
 *
 * @example spreadCumulatively({ total: d("373.33"), parts: 12 }) // 31.11 eleven times, 31.12 in the seventh place
 */
export function spreadCumulatively({
  total,
  parts,
  rounding = "half-even",
}: {
  total: Decimal;
  parts: number;
  rounding?: RoundingMode;
}): Decimal[] {
  if (!Number.isSafeInteger(parts) || parts < 1)
    throw new RangeError("Spread a total over one part or more.");
  let before = ZERO;
  return Array.from({ length: parts }, (_, index) => {
    const upTo = roundCents(total.times(index + 1).div(parts), rounding);
    const part = upTo.minus(before);
    before = upTo;
    return part;
  });
}

/**
 * Spreads a total in proportion to weights; every part but the last is rounded by itself, the last takes what is left.
 * Equal weights give equal parts. No part exceeds what is left: 200.00 over 360 would otherwise overshoot.
 *
 * @param total    dollars, at most two decimals, not negative
 * @param weights  none negative
 * @param rounding half-even (default) or half-up
 * @returns as many parts as weights; they sum to `total`
 *
 * part_k = R(T·w_k/Σw) for k < n, the remainder for k = n
 * Source: last-payment true-up of installment loans.
 *
 * @example spreadWithTrueUp({ total: d("5000"), weights: [q, q, q] }) // 1666.67, 1666.67, 1666.66
 */
export function spreadWithTrueUp({
  total,
  weights,
  rounding = "half-even",
}: {
  total: Decimal;
  weights: Quotient[];
  rounding?: RoundingMode;
}): Decimal[] {
  const whole = weights.reduce(addQuotients, quotient(0));
  let left = total;
  return weights.map((weight, index) => {
    const share = quotient(
      weight.numerator * whole.denominator,
      weight.denominator * (whole.numerator || 1n),
    );
    const exact = timesQuotient(total, share);
    const part = index === weights.length - 1 ? left : Decimal.min(left, roundCents(exact, rounding));
    left = left.minus(part);
    return part;
  });
}

/**
 * Spreads a total in proportion to weights so that no part is a cent or more from its exact share: every part is rounded
 * down, and the cents that are left go one each to the largest remainders.
 *
 * @param total   dollars, at most two decimals, not negative; not above the sum of the weights, so no part exceeds its weight
 * @param weights dollars, at most two decimals, none negative
 * @returns as many parts as weights; they sum to `total`. Of equal remainders the larger weight comes first, then the
 *   earlier one: the order of the list matters only between equal weights, and there by a cent
 * @throws RangeError when the total exceeds the weights
 *
 * part_k = ⌊T·w_k/Σw⌋ in cents, and a cent more for the T − Σ⌊…⌋ largest fractions
 * Source: the method of Hamilton (largest remainder), in whole cents.
 *
 * @example spreadByLargestRemainder({ total: d("350"), weights: [d("10000"), d("5000"), d("200")] }) // 230.26, 115.13, 4.61
 */
export function spreadByLargestRemainder({
  total,
  weights,
}: {
  total: Decimal;
  weights: readonly Decimal[];
}): Decimal[] {
  const [cents, sizes] = [wholeCents(total), weights.map(wholeCents)];
  const whole = sizes.reduce((all, size) => all + size, 0n);
  if (cents > whole) throw new RangeError("A total that is spread does not exceed its weights.");
  const parts = sizes.map((size, index) => ({
    ...{ size, index, cents: whole === 0n ? 0n : (cents * size) / whole },
    remainder: whole === 0n ? 0n : (cents * size) % whole,
  }));
  const left = parts.reduce((rest, part) => rest - part.cents, cents);
  const ranked = [...parts].sort(
    (a, b) => descending(a.remainder, b.remainder) || descending(a.size, b.size) || a.index - b.index,
  );
  for (const part of ranked.slice(0, Number(left))) part.cents += 1n;
  return parts.map((part) => d(part.cents).times(CENT));
}

function wholeCents(amount: Decimal): bigint {
  return BigInt(amount.div(CENT).toFixed());
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a > b ? -1 : 1;
}

/**
 * Rounds to the nearest whole multiple of an amount.
 *
 * @param multiple dollars above zero, 0.01 for cents or 5.00 for whole five-dollar steps
 *
 * @example roundToMultiple(d("444.24"), d("5")).toString() // "445"
 */
export function roundToMultiple(x: Decimal, multiple: Decimal, mode: RoundingMode = "half-even"): Decimal {
  return d(x).div(multiple).toDecimalPlaces(0, decimalRounding(mode)).times(multiple);
}
