// What the books of a loan on a declining balance must say by the payments that stand, and what has to be posted so that they
// do. Whatever happens to a payment, the loan is computed again without it or with it; only the difference is booked. Pure.
import { Decimal, sum, ZERO } from "@/lib/money/money";
import { isNothing, minusParts, partsOf, sumParts, type Parts } from "@/lib/money/parts";
import {
  borrowerCredit,
  borrowerFees,
  borrowerInterest,
  borrowerPrincipal,
  REVENUE,
} from "@/lib/transaction-types/account-codes";
import { balanced, credit, debit, type Entries } from "@/lib/transaction-types/balanced";
import { creditOfFees, unpaidOfFees, type PaidFee } from "./loan-fees";
import type { Row } from "./loan-state";
import { interestToCharge, replay, type History, type Split } from "./replay";

export type Restatement = {
  /** Interest to charge beside the runs by period, dollars; below zero: given back. */
  corrections: { period: number; amount: Decimal }[];
  /** What brings the accounts to where they must be; null when they are there. */
  entries: Entries | null;
  splits: ReadonlyMap<string, Split>;
  rows: Row[];
  isClosed: boolean;
  fees: readonly PaidFee[];
};

/**
 * Restates a loan.
 *
 * @param history        its terms and the payments that stand from now on
 * @param balances       of its accounts once the payment itself has been posted or taken back
 * @param charged        interest charged so far by period, dollars
 * @param chargedThrough the last period that an interest run has charged
 * @param credited       dollars that are owed to the borrower because fees were waived after they were paid, as posted
 *
 *     Dr borrower interest    interest for a part of a period, or too little charged (Cr when too much)
 *     Dr borrower principal   what a payment paid of principal in place of interest or the reverse (Cr likewise)
 *     Cr revenue              the interest charged (Dr when it is given back)
 *
 * @example restate({ …30.00 that paid 11.95 of interest and 18.05 of principal on Feb 10 }).entries
 *   // Dr borrower interest 11.95 · Cr revenue:interest 11.95
 */
export function restate({
  loan,
  history,
  balances,
  charged,
  chargedThrough,
  credited = ZERO,
}: {
  loan: { id: string; borrowerId: string };
  history: History;
  balances: Parts;
  charged: ReadonlyMap<number, Decimal>;
  chargedThrough: number;
  credited?: Decimal;
}): Restatement {
  const told = replay(history);
  const rules = { chargedThrough, rounding: history.terms.rounding };
  const corrections = told.periods
    .map((each) => ({
      period: each.period.number,
      amount: interestToCharge(each, rules).minus(charged.get(each.period.number) ?? ZERO),
    }))
    .filter(({ amount }) => !amount.isZero());
  const splits = [...told.splits.values()];
  const total = sum(corrections.map(({ amount }) => amount));
  const accrued = sum(charged.values()).plus(total);
  const owed = {
    ...minusParts(
      partsOf({ interest: accrued, principal: history.terms.principal }),
      sumParts(splits.map(({ parts }) => parts)),
    ),
    fees: unpaidOfFees(told.fees),
  };
  return {
    corrections,
    entries: correction({
      loan,
      change: minusParts(owed, balances),
      revenue: total,
      owedBack: creditOfFees(told.fees).minus(credited),
    }),
    fees: told.fees,
    splits: told.splits,
    rows: told.rows,
    isClosed: told.closedOn !== null,
  };
}

/**
 * The entries that move a loan's accounts by these dollars, each of either sign; null when none does.
 *
 * @example correction({ loan, change: partsOf({ interest: "11.95" }), revenue: d("11.95") })
 */
export function correction({
  loan: { id: loanId, borrowerId },
  change,
  revenue = ZERO,
  owedBack = ZERO,
}: {
  loan: { id: string; borrowerId: string };
  change: Parts;
  revenue?: Decimal;
  /** Dollars by which what we owe the borrower rises. */
  owedBack?: Decimal;
}): Entries | null {
  if (isNothing(change) && revenue.isZero() && owedBack.isZero()) return null;
  const { fees, interest, principal } = change;
  const up = (amount: Decimal) => Decimal.max(ZERO, amount);
  const down = (amount: Decimal) => Decimal.max(ZERO, amount.negated());
  const [principalCode, interestCode] = [
    borrowerPrincipal(borrowerId, loanId),
    borrowerInterest(borrowerId, loanId),
  ];
  const [feesCode, creditCode] = [borrowerFees(borrowerId, loanId), borrowerCredit(borrowerId, loanId)];
  const metadata = { loanId };
  return balanced("interest-correction", [
    debit(interestCode, up(interest), metadata),
    debit(principalCode, up(principal), metadata),
    debit(feesCode, up(fees), metadata),
    debit(creditCode, down(owedBack), metadata),
    debit(REVENUE, down(revenue)),
    credit(interestCode, down(interest), metadata),
    credit(principalCode, down(principal), metadata),
    credit(feesCode, down(fees), metadata),
    credit(creditCode, up(owedBack), metadata),
    credit(REVENUE, up(revenue)),
  ]);
}
