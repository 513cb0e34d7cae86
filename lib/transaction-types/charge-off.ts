import { Decimal, ZERO } from "@/lib/money/money";
import type { Parts } from "@/lib/money/parts";
import { borrowerInterest, borrowerPrincipal, CHARGE_OFF_LOSS, REVENUE } from "./account-codes";
import { balanced, credit, debit, type Entries } from "./balanced";
import { withoutFees } from "./without-fees";

/**
 * A loan is charged off: nothing of it is expected any more, so both of its accounts go to zero. The principal was our money
 * and is a loss. The interest was counted as income when it was charged and never came in, so it is taken back from income.
 *
 *     Dr charge-off loss      principal
 *     Dr revenue              interest
 *     Cr borrower principal   principal
 *     Cr borrower interest    interest
 *
 * Interest that was paid before it was charged is on the other side and reduces the loss: Dr borrower interest.
 *
 * @param parts dollars still owed: principal zero or more, interest below zero where it was paid before it was charged; no fees yet
 *
 * Source: `lending.md`, section 0, 8 ("reversal of accrued interest that was never collected").
 *
 * @example chargeOff({ borrowerId: "brw_1", loanId: "loan_1", parts: partsOf({ principal: "4583.33", interest: "200.00" }) })
 * // Dr loss:charge-off 4,583.33 · Dr revenue:interest 200.00 · Cr borrower principal 4,583.33 · Cr borrower interest 200.00
 */
export function chargeOff(owed: { borrowerId: string; loanId: string; parts: Parts }): Entries {
  const { borrowerId, loanId, parts } = owed;
  const { interest, principal } = withoutFees(parts);
  const metadata = { loanId };
  const unpaid = Decimal.max(ZERO, interest);
  const paidAhead = Decimal.max(ZERO, interest.negated());
  return balanced("charge-off", [
    debit(CHARGE_OFF_LOSS, principal.minus(paidAhead), metadata),
    debit(REVENUE, unpaid, metadata),
    debit(borrowerInterest(borrowerId, loanId), paidAhead, metadata),
    credit(borrowerPrincipal(borrowerId, loanId), principal, metadata),
    credit(borrowerInterest(borrowerId, loanId), unpaid, metadata),
  ]);
}
