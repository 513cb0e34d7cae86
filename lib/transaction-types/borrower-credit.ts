import { borrowerCredit, CASH } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

type Loan = { borrowerId: string; loanId: string };

/**
 * Money goes back to the borrower.
 *
 *     Dr borrower credit  amount
 *     Cr cash             amount
 *
 * @param amount dollars, above zero, at most the credit balance: the account's floor refuses more
 *
 * @example borrowerRefund({ borrowerId: "brw_1", loanId: "loan_1", amount: "23.33" }) // Dr borrower credit 23.33 · Cr cash 23.33
 */
export function borrowerRefund({ borrowerId, loanId, amount }: Loan & { amount: Amount }): Entries {
  const metadata = { loanId };
  return balanced("borrower-refund", [
    debit(borrowerCredit(borrowerId, loanId), amount, metadata),
    credit(CASH, amount, metadata),
  ]);
}
