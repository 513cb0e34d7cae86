// Fees as payments pay them: the oldest first, and what was waived owes nothing. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";

/** A fee as it was assessed, and the instant at which it was waived. */
export type ChargedFee = {
  id: string;
  assessedOn: IsoDate;
  amount: Decimal; // dollars
  waivedAt: Date | null;
};

export type PaidFee = ChargedFee & { paid: Decimal };

type Payment = { valueOn: IsoDate; madeAt?: Date | undefined };

/**
 * Pays fees that had been assessed by the payment's value date and were not waived when it was made, the oldest first.
 *
 * @param amount dollars that are left for fees
 * @returns the fees afterward and the dollars used
 *
 * @example payFees([late2], d("500"), { valueOn: "2026-03-20" }).used // 23.33
 */
export function payFees(
  fees: readonly PaidFee[],
  amount: Decimal,
  { valueOn, madeAt }: Payment,
): { fees: PaidFee[]; used: Decimal } {
  let left = amount;
  const after = fees.map((fee) => {
    const isOpen = fee.assessedOn <= valueOn && (!fee.waivedAt || (madeAt && madeAt < fee.waivedAt));
    const paid = isOpen ? Decimal.min(left, fee.amount.minus(fee.paid)) : ZERO;
    left = left.minus(paid);
    return { ...fee, paid: fee.paid.plus(paid) };
  });
  return { fees: after, used: amount.minus(left) };
}

/**
 * Fees and what payments have paid of them, where each payment's part for fees is known.
 *
 * @param parts dollars for fees of each payment, in the order in which they were made
 */
export function paidBy(
  fees: readonly ChargedFee[],
  parts: readonly (Payment & { fees: Decimal })[],
): PaidFee[] {
  let paid = fees.map((fee): PaidFee => ({ ...fee, paid: ZERO }));
  for (const part of parts) paid = payFees(paid, part.fees, part).fees;
  return paid;
}

/** Dollars of fees that are neither paid nor waived. */
export function unpaidOfFees(fees: readonly PaidFee[]): Decimal {
  return sum(fees.map(({ amount, paid, waivedAt }) => (waivedAt ? ZERO : amount.minus(paid))));
}

/** Dollars that were paid of fees that are waived: they are owed to the borrower. */
export function creditOfFees(fees: readonly PaidFee[]): Decimal {
  return sum(fees.map(({ paid, waivedAt }) => (waivedAt ? paid : ZERO)));
}
