import { totalOf, type Parts } from "@/lib/money/parts";
import { borrowerFees, borrowerInterest, borrowerPrincipal, CASH } from "./account-codes";
import { balanced, credit, debit, type Entries } from "./balanced";

/**
 * A borrower pays back. How the amount is divided is decided before (the waterfall); a part of zero has no line.
 *
 *     Dr cash                 interest + principal + fees
 *     Cr borrower interest    interest
 *     Cr borrower principal   principal
 *     Cr borrower fees        fees
 *
 * @param parts dollars, each zero or more and not all zero
 *
 * @example borrowerRepayment({ borrowerId: "brw_1", loanId: "loan_1", parts: partsOf({ interest: "50.00", principal: "426.67", fees: "23.33" }) })
 * // Dr cash 500.00 · Cr borrower interest 50.00 · Cr borrower principal 426.67 · Cr borrower fees 23.33
 */
export function borrowerRepayment(repayment: { borrowerId: string; loanId: string; parts: Parts }): Entries {
  const { borrowerId, loanId, parts } = repayment;
  const metadata = { loanId };
  return balanced("borrower-repayment", [
    debit(CASH, totalOf(parts), metadata),
    credit(borrowerInterest(borrowerId, loanId), parts.interest, metadata),
    credit(borrowerPrincipal(borrowerId, loanId), parts.principal, metadata),
    credit(borrowerFees(borrowerId, loanId), parts.fees, metadata),
  ]);
}
