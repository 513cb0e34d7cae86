import { d } from "@/lib/money/money";
import type { Decimal } from "@/lib/money/money";

/**
 * The level payment that repays a loan exactly over its periods, before rounding.
 *
 * @param principal dollars above zero
 * @param factors   each period's interest factor (annual rate × share of a year), one or more, none negative
 * @returns dollars, unrounded
 * @throws RangeError when there is no period
 *
 * A = P·Π(1 + f_k) / Σ_k Π_{j>k}(1 + f_j), which is P·i / (1 − (1 + i)^−n) when all factors are i, and P / n when they are 0.
 * The denominator grows by s_k = s_{k−1}·(1 + f_k) + 1.
 * Source: numpy-financial `pmt` for equal factors; Fineract's progressive loan for the recurrence.
 *
 * @example levelPayment({ principal: d("5000"), factors: Array(12).fill(d("0.01")) }).toFixed(2) // "444.24"
 */
export function levelPayment({ principal, factors }: { principal: Decimal; factors: Decimal[] }): Decimal {
  if (factors.length === 0) throw new RangeError("A level payment needs at least one period.");
  let growth = d(1);
  let annuity = d(0);
  for (const factor of factors) {
    growth = growth.times(factor.plus(1));
    annuity = annuity.times(factor.plus(1)).plus(1);
  }
  return principal.times(growth).div(annuity);
}
