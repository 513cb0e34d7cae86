import { d, sum } from "@/lib/money/money";
import { borrowerInterest, investorInterest, REVENUE } from "./account-codes";
import { balanced, credit, debit, type Amount, type Entries } from "./balanced";

export type BorrowerInterestDue = { borrowerId: string; loanId: string; period: number; amount: Amount };
export type InvestorInterestDue = {
  investorId: string;
  investmentId: string;
  period: number;
  amount: Amount;
};

/**
 * The interest of one business date, over both sides of the pool, in one transaction. The spread is ours: revenue when
 * borrowers pay more than investors earn, a cost when it is the reverse.
 *
 *     Dr each borrower interest   its amount
 *     Cr each investor interest   its amount
 *     Cr revenue                  the difference (Dr when it is negative, no line when it is zero)
 *
 * @param borrowers dollars of interest per loan and period, zero or more
 * @param investors dollars of interest per investment and period, zero or more
 *
 * @example interestCalculation({ borrowers: [{ borrowerId: "brw_1", loanId: "loan_1", period: 1, amount: "50.00" }],
 *   investors: [{ investorId: "inv_1", investmentId: "ivm_1", period: 1, amount: "40.00" }] })
 * // Dr borrower interest 50.00 · Cr investor interest 40.00 · Cr revenue:interest 10.00
 */
export function interestCalculation(due: {
  borrowers: BorrowerInterestDue[];
  investors: InvestorInterestDue[];
}): Entries {
  const { borrowers, investors } = due;
  const spread = sum(borrowers.map(({ amount }) => d(amount))).minus(
    sum(investors.map(({ amount }) => d(amount))),
  );
  return balanced("interest-calculation", [
    ...borrowers.map(({ borrowerId, loanId, period, amount }) =>
      debit(borrowerInterest(borrowerId, loanId), amount, { loanId, period }),
    ),
    ...investors.map(({ investorId, investmentId, period, amount }) =>
      credit(investorInterest(investorId, investmentId), amount, { investmentId, period }),
    ),
    spread.isNegative() ? debit(REVENUE, spread.negated()) : credit(REVENUE, spread),
  ]);
}
