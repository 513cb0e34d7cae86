import { d } from "@/lib/money/money";
import { borrowerPrincipal, CASH, FEE_REVENUE } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

/**
 * A loan is paid out. The origination fee is withheld: the borrower owes the whole principal and receives the rest.
 *
 *     Dr borrower principal   principal
 *     Cr cash                 principal − fee
 *     Cr fee revenue          fee, when there is one
 *
 * @param principal      dollars, above zero
 * @param originationFee dollars, zero or more and below the principal
 *
 * @example borrowerDisbursement({ borrowerId: "brw_1", loanId: "loan_1", principal: "5000.00", originationFee: "150.00" })
 * // Dr borrower principal 5,000.00 · Cr cash 4,850.00 · Cr revenue:fees 150.00
 */
export function borrowerDisbursement(disbursement: {
  borrowerId: string;
  loanId: string;
  principal: Amount;
  originationFee: Amount;
}): Entries {
  const { borrowerId, loanId, principal, originationFee } = disbursement;
  const metadata = { loanId };
  return balanced("borrower-disbursement", [
    debit(borrowerPrincipal(borrowerId, loanId), principal, metadata),
    credit(CASH, d(principal).minus(d(originationFee)), metadata),
    credit(FEE_REVENUE, originationFee, metadata),
  ]);
}
