import { d } from "@/lib/money/money";
import { borrowerInterest, borrowerPrincipal, CASH } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * A borrower pays back. How the amount is divided is decided before (the waterfall); a part of zero has no line.
 *
 *     Dr cash                 interest + principal
 *     Cr borrower interest    interest
 *     Cr borrower principal   principal
 *
 * @param interest  dollars, zero or more
 * @param principal dollars, zero or more; not both zero
 *
 * @example borrowerRepayment({ borrowerId: "brw_1", loanId: "loan_1", interest: "50.00", principal: "416.67" })
 * // Dr cash 466.67 · Cr borrower interest 50.00 · Cr borrower principal 416.67
 */
export function borrowerRepayment(repayment: {
  borrowerId: string;
  loanId: string;
  interest: Amount;
  principal: Amount;
}): Entries {
  const { borrowerId, loanId, interest, principal } = repayment;
  const metadata = { loanId };
  return balanced("borrower-repayment", [
    debit(CASH, d(interest).plus(d(principal)), metadata),
    credit(borrowerInterest(borrowerId, loanId), interest, metadata),
    credit(borrowerPrincipal(borrowerId, loanId), principal, metadata),
  ]);
}
