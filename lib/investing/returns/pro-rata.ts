import { Decimal, sum } from "@/lib/money/money";
import { spreadByLargestRemainder } from "@/lib/money/spread";

/**
 * What each open withdrawal request is paid out of a day's budget: all of them in full when the budget suffices, else in
 * proportion to what is requested, whoever asked first.
 *
 * @param budget   dollars, 0 or more
 * @param requests dollars each, none negative
 * @returns dollars to the cent, one for each request, none above it; they sum to the budget or to all requests
 *
 * paid_k = B·r_k/Σr to the cent by the largest remainder
 * Source: partial payouts as Bondora describes them (support.bondora.com, "What are partial payouts"); the rounding is ours.
 *
 * @example proRata({ budget: d("1000"), requests: [d("10120"), d("5060")] }) // 666.67, 333.33
 */
export function proRata({ budget, requests }: { budget: Decimal; requests: readonly Decimal[] }): Decimal[] {
  return spreadByLargestRemainder({ total: Decimal.min(budget, sum(requests)), weights: requests });
}
