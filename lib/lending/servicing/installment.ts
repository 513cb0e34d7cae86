// An installment that has fallen due: what it asks for and what was paid of it. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";

/** Dollars. Parked interest was earned while installments were skipped or missed, and bears no interest itself. */
export type Owed = { readonly interest: Decimal; readonly parked: Decimal; readonly principal: Decimal };

export const NOTHING_OWED: Owed = { interest: ZERO, parked: ZERO, principal: ZERO };

export type Installment = {
  number: number;
  dueOn: IsoDate;
  days: number;
  asked: Owed;
  paid: Owed;
  /** Principal that remains after it. */
  balance: Decimal;
  /** The day on which it was paid in full. */
  paidOn: IsoDate | null;
};

/** @example totalOwed(NOTHING_OWED).toFixed(2) // "0.00" */
export function totalOwed({ interest, parked, principal }: Owed): Decimal {
  return sum([interest, parked, principal]);
}

/** Part by part. */
export function addOwed(a: Owed, b: Owed): Owed {
  return {
    interest: a.interest.plus(b.interest),
    parked: a.parked.plus(b.parked),
    principal: a.principal.plus(b.principal),
  };
}

/** What is unpaid of an installment, part by part. */
export function unpaidOf({ asked, paid }: Pick<Installment, "asked" | "paid">): Owed {
  return {
    interest: asked.interest.minus(paid.interest),
    parked: asked.parked.minus(paid.parked),
    principal: asked.principal.minus(paid.principal),
  };
}

/** Dollars unpaid of an installment. */
export function unpaidTotal(installment: Pick<Installment, "asked" | "paid">): Decimal {
  return totalOwed(unpaidOf(installment));
}

/**
 * What an amount pays: interest, parked interest, then principal.
 *
 * @example fillOwed({ interest: d("50"), parked: ZERO, principal: d("416.67") }, d("60")) // 50.00 and 10.00
 */
export function fillOwed(owed: Owed, amount: Decimal): Owed {
  const interest = Decimal.min(amount, owed.interest);
  const parked = Decimal.min(amount.minus(interest), owed.parked);
  const principal = Decimal.min(amount.minus(interest).minus(parked), owed.principal);
  return { interest, parked, principal };
}

/** Whether both the installment was paid in full and on or before its due date. */
export function isPaidOnTime({ paidOn, dueOn }: Installment): boolean {
  return paidOn !== null && paidOn <= dueOn;
}
