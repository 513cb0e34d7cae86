import { Decimal, ZERO } from "@/lib/money/money";
import type { Parts } from "@/lib/money/parts";
import {
  borrowerFees,
  borrowerInterest,
  borrowerPrincipal,
  CHARGE_OFF_LOSS,
  LATE_FEE_REVENUE,
  REVENUE,
} from "./account-codes";
import { balanced, credit, debit, type Entries } from "./balanced";

/**
 * A loan is charged off: nothing of it is expected any more, so its accounts go to zero. The principal was our money
 * and is a loss. Interest and fees were counted as income when they were charged and never came in, so they are taken back
 * from income.
 *
 *     Dr charge-off loss      principal
 *     Dr revenue              interest
 *     Dr late fee revenue     fees
 *     Cr borrower principal   principal
 *     Cr borrower interest    interest
 *     Cr borrower fees        fees
 *
 * Interest that was paid before it was charged is on the other side and reduces the loss: Dr borrower interest.
 *
 * @param parts dollars still owed: principal zero or more, interest below zero where it was paid before it was charged; fees zero or more
 *
 * Source: `lending.md`, section 0, 8 ("reversal of accrued interest that was never collected").
 *
 * @example chargeOff({ borrowerId: "brw_1", loanId: "loan_1", parts: partsOf({ principal: "4583.33", interest: "200.00" }) })
 * // Dr loss:charge-off 4,583.33 · Dr revenue:interest 200.00 · Cr borrower principal 4,583.33 · Cr borrower interest 200.00
 */
export function chargeOff(owed: { borrowerId: string; loanId: string; parts: Parts }): Entries {
  const { borrowerId, loanId, parts } = owed;
  const { fees, interest, principal } = parts;
  const metadata = { loanId };
  const unpaid = Decimal.max(ZERO, interest);
  const paidAhead = Decimal.max(ZERO, interest.negated());
  return balanced("charge-off", [
    debit(CHARGE_OFF_LOSS, principal.minus(paidAhead), metadata),
    debit(REVENUE, unpaid, metadata),
    debit(LATE_FEE_REVENUE, fees, metadata),
    debit(borrowerInterest(borrowerId, loanId), paidAhead, metadata),
    credit(borrowerPrincipal(borrowerId, loanId), principal, metadata),
    credit(borrowerInterest(borrowerId, loanId), unpaid, metadata),
    credit(borrowerFees(borrowerId, loanId), fees, metadata),
  ]);
}
