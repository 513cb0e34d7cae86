import { totalOf, type Parts } from "@/lib/money/parts";
import { borrowerInterest, borrowerPrincipal, CASH } from "./account-codes";
import { balanced, credit, debit, type Entries } from "./balanced";
import { withoutFees } from "./without-fees";

/**
 * A borrower pays back. How the amount is divided is decided before (the waterfall); a part of zero has no line.
 *
 *     Dr cash                 interest + principal
 *     Cr borrower interest    interest
 *     Cr borrower principal   principal
 *
 * @param parts dollars, each zero or more and not all zero; no fees yet
 *
 * @example borrowerRepayment({ borrowerId: "brw_1", loanId: "loan_1", parts: partsOf({ interest: "50.00", principal: "416.67" }) })
 * // Dr cash 466.67 · Cr borrower interest 50.00 · Cr borrower principal 416.67
 */
export function borrowerRepayment(repayment: { borrowerId: string; loanId: string; parts: Parts }): Entries {
  const { borrowerId, loanId, parts } = repayment;
  const { interest, principal } = withoutFees(parts);
  const metadata = { loanId };
  return balanced("borrower-repayment", [
    debit(CASH, totalOf(parts), metadata),
    credit(borrowerInterest(borrowerId, loanId), interest, metadata),
    credit(borrowerPrincipal(borrowerId, loanId), principal, metadata),
  ]);
}
