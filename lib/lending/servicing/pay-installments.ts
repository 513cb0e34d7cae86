// Paying what has fallen due, the oldest installment first. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";
import { NO_ACCRUAL } from "./accrual";
import { isDaily, openInstallments, parkedOf, type Contract } from "./contract";
import {
  addOwed,
  fillOwed,
  NOTHING_OWED,
  totalOwed,
  unpaidOf,
  type Installment,
  type Owed,
} from "./installment";

/** What a payment took off the contract: interest with the parked one in it, and principal. */
export type Paid = { interest: Decimal; principal: Decimal };

/**
 * Pays the installments that have fallen due.
 *
 * By schedule each takes its interest before its principal. Under daily interest an installment is satisfied by its amount,
 * and the amount pays interest earned so far before principal.
 *
 * @returns what was paid; the rest of the amount is left
 *
 * @example payInstallments(artOnMarch20, d("500"), "2026-03-20") // interest 50.00, principal 416.67
 */
export function payInstallments(contract: Contract, amount: Decimal, on: IsoDate): Paid {
  let left = amount;
  let taken = NOTHING_OWED;
  contract.installments = contract.installments.map((installment): Installment => {
    if (left.isZero() || installment.paidOn !== null) return installment;
    const unpaid = unpaidOf(installment);
    const filled = fillOwed(unpaid, left);
    if (totalOwed(filled).isZero()) return installment;
    left = left.minus(totalOwed(filled));
    taken = addOwed(taken, filled);
    const isPaid = totalOwed(filled).equals(totalOwed(unpaid));
    return { ...installment, paid: addOwed(installment.paid, filled), paidOn: isPaid ? on : null };
  });
  return isDaily(contract) ? payByAmount(contract, taken) : payBySplit(contract, taken);
}

function payBySplit(contract: Contract, { interest, parked, principal }: Owed): Paid {
  return takeOff(contract, { interest: interest.plus(parked), principal });
}

function payByAmount(contract: Contract, { interest, parked, principal }: Owed): Paid {
  const running = payRunning(contract, interest.plus(principal), parked);
  return { interest: running.interest.plus(parked), principal: running.principal };
}

/**
 * Under daily interest: an amount toward interest earned so far, then principal, and parked interest beside it. Once the
 * interest is paid in full, rounding begins again.
 */
export function payRunning(contract: Contract, amount: Decimal, parked: Decimal = ZERO): Paid {
  const open = Decimal.max(ZERO, contract.interest.minus(parkedStill(contract)).minus(parked));
  const interest = Decimal.min(amount, open);
  const paid = takeOff(contract, { interest, principal: amount.minus(interest) });
  takeOff(contract, { interest: parked, principal: ZERO });
  if (interest.equals(open)) {
    contract.accrual = NO_ACCRUAL;
    contract.accrualWhenDue = NO_ACCRUAL;
  }
  return paid;
}

/** Parked interest, asked for or not, that remains after the installments were filled. */
function parkedStill(contract: Contract): Decimal {
  const asked = openInstallments(contract).map((installment) => unpaidOf(installment).parked);
  return parkedOf(contract).plus(sum(asked));
}

/** Takes dollars off the totals. */
export function takeOff(contract: Contract, { interest, principal }: Paid): Paid {
  contract.interest = contract.interest.minus(interest);
  contract.principal = contract.principal.minus(principal);
  return { interest, principal };
}
