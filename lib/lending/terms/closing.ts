// When a payment closes a loan, and what is booked then besides the payment itself. Pure.
import { d, sum, ZERO, type Decimal } from "@/lib/money/money";
import { minusParts, partsOf } from "@/lib/money/parts";
import { borrowerInterest, borrowerPrincipal, REVENUE } from "@/lib/transaction-types/account-codes";
import { balanced, credit, debit, type Entries } from "@/lib/transaction-types/balanced";
import type { Loan, Repayment } from "@/prisma/generated/client";
import type { Position } from "./repayment-plan";

export type Closing = {
  /** The period that the closing charges. */
  period: number;
  /** Dollars of interest for days elapsed that no run has charged. */
  interest: Decimal;
  /** Dollars of interest paid ahead for days that will not run; they pay principal instead. */
  unearned: Decimal;
  /** Installments remain in the schedule that will not fall due. */
  isEarly: boolean;
};

/** The ledger key of a closing; the return of its payment finds the transaction by it. */
export const closeKey = (paymentOrderId: string) => `close:${paymentOrderId}`;

/** The ledger key under which a loan's closing was undone when this order came back. */
export const reopenKey = (paymentOrderId: string) => `reopen:${paymentOrderId}`;

/**
 * What closing with this payment takes, or null when something is still owed after it.
 *
 * After the payment the interest account holds a credit x for interest paid and not charged. A payoff charges the interest
 * of the days elapsed, r, and what is left of x was paid for days that will not run. Any other last payment was for
 * installments in full, so all of x is charged.
 *
 * @example closingOf(artAfterElevenMonths, { principal: "416.63", interest: "50.00", … }) // nothing to charge
 */
export function closingOf(
  { rows, owed, accruedNumbers }: Position,
  repayment: Pick<Repayment, "kind" | "principal" | "interest" | "accruedOnPayoff">,
): Closing | null {
  const left = minusParts(owed, partsOf(repayment));
  // Not negated(): that makes zero negative.
  const paidAhead = ZERO.minus(left.interest);
  const interest = repayment.kind === "PAYOFF" ? d(repayment.accruedOnPayoff) : paidAhead;
  const unearned = paidAhead.minus(interest);
  if (interest.isNegative() || unearned.isNegative()) return null;
  if (!left.principal.equals(unearned) || !left.fees.isZero()) return null;
  const uncharged = rows.filter((row) => !accruedNumbers.has(row.number));
  return {
    period: uncharged[0]?.number ?? rows.length + 1,
    interest,
    unearned,
    isEarly: uncharged.length > 0,
  };
}

/**
 * The same for a payment that clears later than a payoff which had counted on it: the two together close the loan as the
 * payoff was quoted, whichever the bank carries out first.
 *
 * @param earlier the loan's other repayments
 *
 * @example closingWith(artAfterPayoff, firstInstallment, [payoff]) // 48.39 unearned: the installment's 50.00 less 1.61 elapsed
 */
export function closingWith(position: Position, repayment: Repayment, earlier: Repayment[]): Closing | null {
  const byItself = closingOf(position, repayment);
  if (byItself) return byItself;
  const payoff = earlier.find(
    ({ kind, status, createdAt }) =>
      kind === "PAYOFF" && status === "POSTED" && createdAt > repayment.createdAt,
  );
  if (!payoff) return null;
  return closingOf(position, {
    ...repayment,
    kind: "PAYOFF",
    accruedOnPayoff: payoff.accruedOnPayoff,
  });
}

/**
 * The entries of a closing; null when there is nothing to book.
 *
 *     Dr borrower interest    what was paid ahead
 *     Cr revenue              interest for the days elapsed
 *     Cr borrower principal   the rest, paid for days that will not run
 *
 * @example closingEntries({ loan, period: 2, closing: { interest: d("25"), unearned: d("0"), … } })
 *   // Dr borrower interest 25.00 · Cr revenue:interest 25.00
 */
export function closingEntries({
  loan,
  closing,
  period,
}: {
  loan: Pick<Loan, "id" | "borrowerId">;
  closing: Pick<Closing, "interest" | "unearned">;
  period: number;
}): Entries | null {
  const total = sum([closing.interest, closing.unearned]);
  if (total.equals(ZERO)) return null;
  const metadata = { loanId: loan.id, period };
  return balanced("interest-calculation", [
    debit(borrowerInterest(loan.borrowerId, loan.id), total, metadata),
    credit(REVENUE, closing.interest),
    credit(borrowerPrincipal(loan.borrowerId, loan.id), closing.unearned, metadata),
  ]);
}
