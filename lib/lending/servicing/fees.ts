// Late fees of a loan: how much, assessed once per installment, paid and waived. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, roundCents, sum, ZERO, type RoundingMode } from "@/lib/money/money";
import type { LateFeePolicy } from "./life-terms";

export type Fee = {
  /** `late:<installment>`: the key under which it is assessed once, whatever is replayed. */
  id: string;
  assessedOn: IsoDate;
  amount: Decimal;
  paid: Decimal;
  waived: Decimal;
  waivedOn: IsoDate | null;
};

/** @example lateFeeId(3) // "late:3" */
export function lateFeeId(installment: number): string {
  return `late:${installment}`;
}

/**
 * The late fee on what is unpaid of an installment.
 *
 * @param unpaid dollars
 * @returns dollars: R(rate × unpaid) against the flat amount, by the policy's rule
 *
 * Source: Prosper's rule, greater of 15.00 and 5% (`spec-servicing.md` 4).
 *
 * @example lateFee({ graceDays: 15, flat: d("15"), rate: d("0.05"), rule: "greater" }, d("466.67"), "half-even") // 23.33
 */
export function lateFee(
  { flat, rate, rule }: LateFeePolicy,
  unpaid: Decimal,
  rounding: RoundingMode,
): Decimal {
  const byRate = roundCents(unpaid.times(rate), rounding);
  const amounts = {
    greater: Decimal.max(flat, byRate),
    lesser: Decimal.min(flat, byRate),
    flat,
    rate: byRate,
  };
  return amounts[rule];
}

/** A fee as assessed. */
export function assessedFee(fee: Pick<Fee, "id" | "assessedOn" | "amount">): Fee {
  return { ...fee, paid: ZERO, waived: ZERO, waivedOn: null };
}

/** Dollars of a fee that are neither paid nor waived. */
export function unpaidFee({ amount, paid, waivedOn }: Fee): Decimal {
  return waivedOn ? ZERO : amount.minus(paid);
}

/** Dollars of all fees that are neither paid nor waived. */
export function unpaidFees(fees: readonly Fee[]): Decimal {
  return sum(fees.map(unpaidFee));
}

/**
 * Pays fees, the oldest first.
 *
 * @returns the fees afterward and the dollars used
 *
 * @example payFees([late2], d("500")).used // 23.33
 */
export function payFees(fees: readonly Fee[], amount: Decimal): { fees: Fee[]; used: Decimal } {
  let left = amount;
  const after = fees.map((fee) => {
    const paid = Decimal.min(left, unpaidFee(fee));
    left = left.minus(paid);
    return { ...fee, paid: fee.paid.plus(paid) };
  });
  return { fees: after, used: amount.minus(left) };
}
