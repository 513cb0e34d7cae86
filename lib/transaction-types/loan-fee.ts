import { d, Decimal, ZERO } from "@/lib/money/money";
import { borrowerCredit, borrowerFees, LATE_FEE_REVENUE } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

type Loan = { borrowerId: string; loanId: string };

/**
 * A fee is assessed.
 *
 *     Dr borrower fees     amount
 *     Cr late fee revenue  amount
 *
 * @param amount dollars, above zero
 *
 * @example feeAssessment({ borrowerId: "brw_1", loanId: "loan_1", amount: "23.33" })
 * // Dr borrower fees 23.33 · Cr revenue:late-fees 23.33
 */
export function feeAssessment({ borrowerId, loanId, amount }: Loan & { amount: Amount }): Entries {
  const metadata = { loanId };
  return balanced("fee-assessment", [
    debit(borrowerFees(borrowerId, loanId), amount, metadata),
    credit(LATE_FEE_REVENUE, amount, metadata),
  ]);
}

/**
 * A fee is waived. What had been paid of it is owed to the borrower.
 *
 *     Dr late fee revenue  amount
 *     Cr borrower fees     what was unpaid of it
 *     Cr borrower credit   what was paid
 *
 * @param amount dollars of the fee
 * @param paid   dollars of it that were paid
 *
 * @example feeWaiver({ borrowerId: "brw_1", loanId: "loan_1", amount: "23.33", paid: "0.00" })
 * // Dr revenue:late-fees 23.33 · Cr borrower fees 23.33
 */
export function feeWaiver({
  borrowerId,
  loanId,
  amount,
  paid,
}: Loan & { amount: Amount; paid: Amount }): Entries {
  const metadata = { loanId };
  return balanced("fee-waiver", [
    debit(LATE_FEE_REVENUE, amount, metadata),
    credit(borrowerFees(borrowerId, loanId), d(amount).minus(d(paid)), metadata),
    credit(borrowerCredit(borrowerId, loanId), paid, metadata),
  ]);
}

/**
 * A payment that had paid a waived fee came back: nothing is owed to the borrower for it any more, nor by the borrower. Below zero, it
 * is owed again.
 *
 *     Dr borrower credit  amount
 *     Cr borrower fees    amount
 *
 * @param amount dollars, of either sign and not zero
 *
 * @example feeCorrection({ borrowerId: "brw_1", loanId: "loan_1", amount: d("23.33") }) // Dr borrower credit 23.33 · Cr borrower fees 23.33
 */
export function feeCorrection({ borrowerId, loanId, amount }: Loan & { amount: Decimal }): Entries {
  const metadata = { loanId };
  const [down, up] = [Decimal.max(ZERO, amount), Decimal.max(ZERO, amount.negated())];
  const [creditCode, feesCode] = [borrowerCredit(borrowerId, loanId), borrowerFees(borrowerId, loanId)];
  return balanced("fee-correction", [
    debit(creditCode, down, metadata),
    debit(feesCode, up, metadata),
    credit(feesCode, down, metadata),
    credit(creditCode, up, metadata),
  ]);
}
