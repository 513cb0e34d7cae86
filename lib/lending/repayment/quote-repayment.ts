import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, sum, toMoney } from "@/lib/money/money";
import { partsText, type Parts } from "@/lib/money/parts";
import { isPosted, loadPosition, rowsWith, type LoanPosition } from "@/lib/lending/terms/loan-position";
import { replay, type History, type Replay } from "@/lib/lending/terms/replay";
import {
  planRepayment,
  remainingAfter,
  type RepaymentKind,
  type RepaymentPlan,
} from "@/lib/lending/terms/repayment-plan";

export type RepaymentQuote = {
  kind: RepaymentKind; // PAYOFF also where the amount given happens to pay everything
  amount: string;
  parts: Parts<string>;
  extraPrincipal: string;
  remainingPrincipal: string; // after this payment
  payoffAmount: string; // what closes the loan today
  perDiem: string; // dollars a day by which the payoff grows, four decimals
  goodThrough: IsoDate;
  /** Payments that are on their way; every figure above assumes that they clear. "0.00" when there are none. */
  pending: string;
  /** The due date of the installment that this pays before it is due; null when it pays something else. */
  countsForDueOn: IsoDate | null;
  /** What an early payment changes; null when the schedule stays as it is. */
  scheduleAfter: { savesInterest: string; endsMonthsEarlier: number } | null;
};

/**
 * What a repayment would do, before it is confirmed. `repay` plans it in the same way.
 *
 * @throws DomainError as `repay`
 */
export async function quoteRepayment({
  borrowerId,
  loanId,
  kind,
  amount,
}: {
  borrowerId: string;
  loanId: string;
  kind: RepaymentKind;
  amount?: string | undefined;
}): Promise<RepaymentQuote> {
  const loan = await db.loan.findFirst({ where: { id: loanId, borrowerId }, select: { status: true } });
  if (!loan) throw new DomainError("not-found", "Loan not found.");
  if (loan.status !== "ACTIVE") throw new DomainError("wrong-state", "Nothing is owed on this loan.");
  const on = await businessDate();
  const position = await loadPosition(db, loanId);
  const plan = planRepayment({
    position: position.expected,
    kind,
    amount: amount === undefined ? undefined : d(amount),
    asOf: on,
  });
  return {
    kind: plan.kind,
    amount: toMoney(plan.amount),
    parts: partsText(plan.parts),
    extraPrincipal: toMoney(plan.extraPrincipal),
    remainingPrincipal: toMoney(remainingAfter(position.expected, plan)),
    payoffAmount: toMoney(plan.payoff.amount),
    perDiem: plan.payoff.perDiem.toFixed(4),
    goodThrough: on,
    pending: toMoney(sum(position.pending.map((repayment) => d(repayment.amount)))),
    countsForDueOn: countsForDueOn(plan),
    scheduleAfter: scheduleAfter(position, plan, on),
  };
}

function countsForDueOn({ kind, state }: RepaymentPlan): IsoDate | null {
  return kind === "SCHEDULED" && state.dueAmount.isZero() ? (state.nextDue?.dueOn ?? null) : null;
}

function scheduleAfter(
  position: LoanPosition,
  plan: RepaymentPlan,
  on: IsoDate,
): RepaymentQuote["scheduleAfter"] {
  const { loan, accrued, repayments, expected } = position;
  if (expected.history) return scheduleAfterReplay(expected.history, plan, on);
  if (plan.extraPrincipal.isZero()) return null;
  if (plan.kind === "PAYOFF") {
    const left = expected.rows.filter((row) => !expected.accruedNumbers.has(row.number));
    const saved = sum(left.map((row) => row.interest)).minus(plan.payoff.runningInterest);
    return { savesInterest: toMoney(saved), endsMonthsEarlier: left.filter((row) => row.dueOn > on).length };
  }
  const kept = repayments.filter((repayment) => isPosted(repayment) || repayment.status === "PENDING");
  const extra = { extraPrincipal: plan.extraPrincipal, extraAfter: plan.extraAfter };
  const after = rowsWith({ loan, accrued, repayments: [...kept, extra] });
  const interestOf = (rows: typeof after) => sum(rows.map((row) => row.interest));
  return {
    savesInterest: toMoney(interestOf(expected.rows).minus(interestOf(after))),
    endsMonthsEarlier: expected.rows.length - after.length,
  };
}

/** On a declining balance every payment before its due date saves interest; the schedule is shown to change by what is extra. */
function scheduleAfterReplay(
  history: History,
  { kind, amount, extraPrincipal }: RepaymentPlan,
  on: IsoDate,
): RepaymentQuote["scheduleAfter"] {
  if (extraPrincipal.isZero()) return null;
  const payment = { id: "", kind, amount, valueOn: on };
  const before = replay(history);
  const after = replay({ ...history, payments: [...history.payments, payment] });
  const interestOf = ({ rows, splits }: Replay) =>
    sum([
      ...rows.map(({ interest }) => interest),
      ...[...splits.values()].map((split) => split.extra.interest),
    ]);
  const lastDue = ({ rows }: Replay) => rows.filter(({ dueOn }) => dueOn > on).length;
  return {
    savesInterest: toMoney(interestOf(before).minus(interestOf(after))),
    endsMonthsEarlier: lastDue(before) - lastDue(after),
  };
}
