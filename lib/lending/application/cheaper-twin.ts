// Which offers no borrower who compares costs would take. Pure.
import type { Decimal } from "@/lib/money/money";

type Priced = { amount: Decimal; termMonths: number; apr: Decimal; totalOfPayments: Decimal };

/**
 * The offer of the same amount and term that beats this one on APR and on total of payments; the cheapest of several.
 *
 * @returns undefined when none has both a lower APR and a lower total
 *
 * @example cheaperTwin(flat12, [flat12, equal12, equal24]) // equal12: 5,330.93 in all instead of 5,600.00
 */
export function cheaperTwin<Offer extends Priced>(offer: Offer, all: readonly Offer[]): Offer | undefined {
  return all
    .filter((other) => other.amount.equals(offer.amount) && other.termMonths === offer.termMonths)
    .filter((other) => other.apr.lt(offer.apr) && other.totalOfPayments.lt(offer.totalOfPayments))
    .toSorted((a, b) => a.totalOfPayments.cmp(b.totalOfPayments))[0];
}
