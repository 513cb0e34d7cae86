import { CalculationRefused } from "@/lib/amortization/refusal";
import { sum, toMoney, type Decimal } from "@/lib/money/money";
import { spreadByLargestRemainder } from "@/lib/money/spread";

/**
 * How a recognized loss reduces the claims of a sleeve: in proportion, to the cent.
 *
 * @param loss   dollars, 0 or more
 * @param claims dollars each, none negative: every principal and every credited interest is one claim
 * @returns dollars to the cent, one for each claim, none above it; they sum to the loss
 * @throws CalculationRefused naming `loss` when it exceeds all claims together
 *
 * cut_k = L·c_k/Σc to the cent by the largest remainder
 * Source: ours; equal treatment of equal claims.
 *
 * @example haircuts({ loss: d("350"), claims: [d("10000"), d("5000"), d("200")] }) // 230.26, 115.13, 4.61
 */
export function haircuts({ loss, claims }: { loss: Decimal; claims: readonly Decimal[] }): Decimal[] {
  const all = sum(claims);
  if (loss.greaterThan(all)) {
    const sentence = `The loss is more than all claims together, which are ${toMoney(all)}.`;
    throw new CalculationRefused("invalid-request", "loss", sentence);
  }
  return spreadByLargestRemainder({ total: loss, weights: claims });
}
