import { CASH, FINALITY_HOLDS } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * Money that was collected and can still be sent back is not lent or paid out. Pending only: released when it is final, or
 * when it comes back.
 *
 *     Dr money held until it is final   Cr cash   (pending)
 *
 * @param amount dollars above zero
 *
 * Source: specification of payments, section 7.
 *
 * @example finalityHold("10000.00") // Dr holds:finality 10,000.00 · Cr cash 10,000.00
 */
export function finalityHold(amount: Amount): Entries {
  return balanced("finality-hold", [debit(FINALITY_HOLDS, amount), credit(CASH, amount)]);
}
