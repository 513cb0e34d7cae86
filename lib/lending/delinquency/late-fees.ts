// Which installments are charged a late fee on a day, and on which day the next one is. Pure.
import { addDays, compare, daysBetween, type IsoDate } from "@/lib/calendar/dates";
import type { Decimal } from "@/lib/money/money";
import { MIN_PAST_DUE } from "@/lib/lending/servicing/delinquency";
import { lateFeeOf, signedFees } from "@/lib/lending/terms/late-fee-policy";
import type { LoanPosition } from "@/lib/lending/terms/loan-position";
import { loanState } from "@/lib/lending/terms/loan-state";
import { asRounding } from "@/lib/lending/terms/loan-terms";
import { NEVER } from "./facts";

export type LateFee = { installment: number; amount: Decimal };

type Charged = Pick<LoanPosition, "loan" | "expected" | "fees">;

/**
 * Late fees to assess today: one for each installment of which at least 1.00 is unpaid once its grace is over, on what is then
 * unpaid, once forever. Payments on their way count as made.
 *
 * @returns dollars; none for a loan that was signed without a late charge
 *
 * @example lateFeesOn(artWhoPaidOnce, "2026-03-17") // [{ installment: 2, amount: 23.33 }]
 */
export function lateFeesOn(position: Charged, on: IsoDate): LateFee[] {
  const { late: policy } = signedFees(position.loan);
  if (!policy) return [];
  return withoutFee(position, on)
    .filter(({ dueOn }) => daysBetween(dueOn, on) > policy.graceDays)
    .map(({ number, unpaid }) => ({
      installment: number,
      amount: lateFeeOf(policy, unpaid, asRounding(position.loan.rounding)),
    }))
    .filter(({ amount }) => amount.gt(0));
}

/** The next day, after this one, on which a late fee is assessed if nothing more is paid. */
export function nextLateFeeOn(position: Charged, after: IsoDate): IsoDate {
  const { late: policy } = signedFees(position.loan);
  if (!policy) return NEVER;
  const days = withoutFee(position, after).map(({ dueOn }) => addDays(dueOn, policy.graceDays + 1));
  const tomorrow = addDays(after, 1);
  return days
    .map((day) => (compare(day, after) > 0 ? day : tomorrow))
    .reduce((a, b) => (compare(a, b) < 0 ? a : b), NEVER);
}

function withoutFee({ expected, fees }: Charged, on: IsoDate) {
  const charged = new Set(
    fees.flatMap(({ kind, installmentNumber }) => (kind === "LATE" ? [installmentNumber] : [])),
  );
  return loanState({ ...expected, asOf: on }).rows.filter(
    ({ number, dueOn, unpaid }) => dueOn < on && unpaid.gte(MIN_PAST_DUE) && !charged.has(number),
  );
}
