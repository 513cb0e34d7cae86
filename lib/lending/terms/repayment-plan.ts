// What a repayment would do, for the screen that shows it and the verb that does it. Pure.
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { DomainError } from "@/lib/errors";
import { Decimal, dollars, roundCents, type RoundingMode, sum, ZERO } from "@/lib/money/money";
import { totalOf, type Parts } from "@/lib/money/parts";
import { loanState, type LoanState, type Row } from "./loan-state";
import { interestEarned, interestPerDay, replay, type History } from "./replay";
import { allocate, type Allocation, type Waterfall } from "./waterfall";

export type RepaymentKind = "SCHEDULED" | "OTHER" | "PAYOFF";

/** A loan's figures with everything that is on its way counted as if it had arrived. Dollars. */
export type Position = {
  rows: Row[];
  owed: Parts; // the balances of the loan's accounts; interest negative: paid before it was charged
  interestAccrued: Decimal;
  extraInterest?: Decimal; // paid with principal ahead of the schedule, in no installment
  chargedOff?: Parts | null;
  accruedNumbers: ReadonlySet<number>;
  disbursedOn: IsoDate;
  rounding: RoundingMode;
  /** Default: consumer. */
  waterfall?: Waterfall;
  /** On a declining balance: what interest follows. Absent on flat loans, whose interest is agreed. */
  history?: History;
};

export type Payoff = {
  amount: Decimal;
  parts: Parts; // their total is the amount
  /** Interest of the running period up to the day, charged when the payoff posts. */
  runningInterest: Decimal;
  /** Dollars a day in the running period, four decimals. */
  perDiem: Decimal;
};

export type RepaymentPlan = Allocation & {
  kind: RepaymentKind;
  amount: Decimal;
  accruedOnPayoff: Decimal;
  payoff: Payoff;
  state: LoanState; // before the payment
};

/**
 * Plans a repayment.
 *
 * @param position what is owed, payments on their way counted as arrived
 * @param kind     SCHEDULED: what is due, or the next installment when nothing is; PAYOFF: everything; OTHER: `amount`
 * @throws DomainError "invalid" (field amount) above the payoff amount, "wrong-state" when payments on their way cover all
 *
 * @example planRepayment({ position: arts, kind: "SCHEDULED", asOf: "2026-02-01" }) // 466.67 = 50.00 + 416.67
 */
export function planRepayment({
  position,
  kind,
  amount,
  asOf,
}: {
  position: Position;
  kind: RepaymentKind;
  amount?: Decimal | undefined;
  asOf: IsoDate;
}): RepaymentPlan {
  const state = loanState({ ...position, asOf });
  const payoff = payoffOn(position, asOf);
  if (payoff.amount.lte(0)) {
    throw new DomainError(
      "wrong-state",
      "Pending payments cover everything you owe if they clear. You can pay again if one is returned.",
    );
  }
  const asked =
    kind === "PAYOFF" ? payoff.amount : kind === "SCHEDULED" ? scheduledAmount(state, position) : amount;
  if (!asked) throw new DomainError("invalid", "Enter an amount.", "amount");
  if (asked.gt(payoff.amount) && kind === "OTHER") {
    const most = dollars(payoff.amount);
    throw new DomainError("invalid", `You owe ${most} today. You cannot pay more than that.`, "amount");
  }
  // The last installment, paid early, would ask for more than the payoff, which charges elapsed days only.
  const isEarly = state.rows.some((row) => row.status !== "paid" && row.dueOn > asOf);
  if (kind === "PAYOFF" || (isEarly && asked.gte(payoff.amount))) {
    const allocation = payoffAllocation(state, payoff, asOf);
    return {
      ...allocation,
      kind: "PAYOFF",
      amount: payoff.amount,
      accruedOnPayoff: Decimal.max(ZERO, payoff.runningInterest),
      payoff,
      state,
    };
  }
  return {
    ...divide({ amount: asked, position, state, kind, asOf }),
    kind,
    amount: asked,
    accruedOnPayoff: ZERO,
    payoff,
    state,
  };
}

type Asked = {
  amount: Decimal;
  position: Position;
  state: LoanState;
  kind: "SCHEDULED" | "OTHER";
  asOf: IsoDate;
};

function divide({ amount, position: { history, owed, waterfall }, state, kind, asOf }: Asked): Allocation {
  const isForNext = kind === "SCHEDULED";
  if (!history)
    return allocate({ amount, state, asOf, isForNext, fees: owed.fees, ...(waterfall && { waterfall }) });
  const payment = { id: "", amount, valueOn: asOf, kind };
  const split = replay({ ...history, payments: [...history.payments, payment] }).splits.get("")!;
  return { parts: split.parts, extraPrincipal: split.extra.principal, extraAfter: 0 };
}

/**
 * What closes the loan on a day: outstanding principal, interest charged and unpaid, and the running period's interest
 * for the days elapsed. Interest paid ahead for days that will not run is given back by lowering the principal to pay.
 *
 * @example payoffOn({ …art after one month }, "2026-02-15").amount // 4,608.33 = 4,583.33 + 50.00 × 14/28
 */
export function payoffOn(position: Position, asOf: IsoDate): Payoff {
  const { owed } = position;
  const { runningInterest, perDiem } = running(position, asOf);
  const interest = owed.interest.plus(runningInterest);
  const parts = {
    fees: owed.fees,
    interest: Decimal.max(ZERO, interest),
    principal: owed.principal.plus(Decimal.min(ZERO, interest)),
  };
  return {
    amount: totalOf(parts),
    parts,
    runningInterest,
    perDiem,
  };
}

function running(position: Position, asOf: IsoDate): Pick<Payoff, "runningInterest" | "perDiem"> {
  const { history, rounding, interestAccrued } = position;
  if (history) {
    const told = replay(history);
    return {
      runningInterest: interestEarned(told, asOf, rounding).minus(interestAccrued),
      perDiem: interestPerDay(told, asOf, rounding),
    };
  }
  const periods = unchargedPeriods(position);
  const current = periods.find(({ row }) => asOf < row.dueOn)?.row;
  return {
    runningInterest: sum(periods.map((period) => elapsed(period, asOf, rounding))),
    perDiem: current ? current.interest.div(current.days).toDecimalPlaces(4) : ZERO,
  };
}

/** Dollars of principal that remain after a planned payment. */
export function remainingAfter({ owed }: Position, plan: RepaymentPlan): Decimal {
  return plan.kind === "PAYOFF" ? ZERO : owed.principal.minus(plan.parts.principal);
}

/** What is due today or before, or the next installment when nothing is; unpaid fees after the last installment. */
function scheduledAmount(state: LoanState, { owed }: Position): Decimal {
  return state.dueAmount.gt(0) ? state.dueAmount : (state.nextDue?.amount ?? owed.fees);
}

function payoffAllocation(state: LoanState, { parts }: Payoff, asOf: IsoDate): Allocation {
  const scheduled = state.rows.filter((row) => row.dueOn <= asOf || row.status === "paid");
  const extraPrincipal = Decimal.max(
    ZERO,
    parts.principal.minus(sum(scheduled.map((row) => row.unpaidParts.principal))),
  );
  return { parts, extraPrincipal, extraAfter: extraPrincipal.isZero() ? 0 : scheduled.length };
}

type Period = { row: Row; startsOn: IsoDate };

function unchargedPeriods({ rows, disbursedOn, accruedNumbers }: Position): Period[] {
  return rows
    .map((row, at) => ({ row, startsOn: rows[at - 1]?.dueOn ?? disbursedOn }))
    .filter(({ row }) => !accruedNumbers.has(row.number));
}

function elapsed({ row, startsOn }: Period, asOf: IsoDate, rounding: RoundingMode): Decimal {
  if (row.dueOn <= asOf) return row.interest;
  const days = daysBetween(startsOn, asOf);
  return days <= 0
    ? ZERO
    : roundCents(row.interest.times(days).div(daysBetween(startsOn, row.dueOn)), rounding);
}
