import { d } from "@/lib/money/money";
import { ALLOWANCE, CHARGE_OFF_LOSS, PROVISION_EXPENSE } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * What is set aside for losses changes.
 *
 *     Dr expense:provision   change
 *     Cr allowance           change
 *
 * @param change dollars, not zero; below zero less is needed, and the sides are exchanged
 *
 * @example provisionChange("126.04") // Dr expense:provision 126.04 · Cr allowance:loans 126.04
 */
export function provisionChange(change: Amount): Entries {
  const amount = d(change).abs();
  return d(change).isNegative()
    ? balanced("provision", [debit(ALLOWANCE, amount), credit(PROVISION_EXPENSE, amount)])
    : balanced("provision", [debit(PROVISION_EXPENSE, amount), credit(ALLOWANCE, amount)]);
}

/**
 * What was charged off is taken from what was set aside for it.
 *
 *     Dr allowance          loss
 *     Cr loss:charge-off    loss
 *
 * @param loss dollars, not zero; below zero where interest paid ahead came to more than the principal charged off
 *
 * @example absorbLoss("4583.33") // Dr allowance:loans 4,583.33 · Cr loss:charge-off 4,583.33
 */
export function absorbLoss(loss: Amount): Entries {
  const amount = d(loss).abs();
  return d(loss).isNegative()
    ? balanced("loss-absorption", [debit(CHARGE_OFF_LOSS, amount), credit(ALLOWANCE, amount)])
    : balanced("loss-absorption", [debit(ALLOWANCE, amount), credit(CHARGE_OFF_LOSS, amount)]);
}
