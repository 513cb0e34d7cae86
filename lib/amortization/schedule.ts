// The schedule of a loan: what falls due when. Pure arithmetic over the contract's terms.
import { d, sum } from "@/lib/money/money";
import type { Decimal } from "@/lib/money/money";
import { periodsOf } from "./periods";
import { CalculationRefused } from "./refusal";
import { splitRule, walk } from "./rows";
import type { ScheduleRow } from "./rows";
import { completeTerms } from "./terms";
import type { ScheduleRequest } from "./terms";

export type { ScheduleRow } from "./rows";
export type { Method, ScheduleRequest } from "./terms";
export type Schedule = {
  rows: ScheduleRow[];
  totals: { payments: Decimal; principal: Decimal; interest: Decimal };
};

/**
 * The installments of a loan.
 *
 * @param request the terms; money in dollars as Decimal, rates as yearly fractions
 * @returns rows whose principal sums to the loan, none of 0.00, the last of which leaves a balance of 0.00; payment =
 *   principal + interest in each. There are as many as `installments`, fewer when a fixed `payment` or one that was rounded
 *   up repays the loan sooner
 * @throws CalculationRefused for terms out of bounds, or an installment that rounds to 0.00 or does not exceed the interest
 *
 * R rounds to the cent. Flat: principal R(P/n), interest R(I/n) of I = R(P·r·years). Equal installment: A − R(B·f) with A by
 * `levelPayment`. Equal principal: R(P/n). Interest only: principal at the end. The last row takes what is left.
 * Source: reference figures of the project's lending notes; numpy-financial `pmt`, `ppmt`, `ipmt` for the annuity.
 *
 * @example schedule({ method: "flat", principal: d("5000"), annualRate: d("0.12"), installments: 12, … }).rows[0]
 *   // payment 466.67 = principal 416.67 + interest 50.00, balance 4583.33
 */
export function schedule(request: ScheduleRequest): Schedule {
  const terms = completeTerms(request);
  const periods = periodsOf(terms);
  const rows = walk({ periods, outstanding: terms.principal, split: splitRule(terms, periods) });
  if (rows.some(({ payment }) => payment.isZero())) {
    throw new CalculationRefused(
      "invalid-request",
      "annualRate",
      "The interest of an installment rounds to 0.00; choose a method that repays principal with each installment.",
    );
  }
  return withTotals(rows);
}

/**
 * What is left of a loan after principal was repaid early: the same installments on a smaller balance, so the term is
 * reduced (except interest-only, whose principal falls due at the end in any case).
 *
 * @param request              the terms of the loan as agreed
 * @param outstandingPrincipal dollars, 0 or more, at most two decimals
 * @param fromNumber           the number of the first installment still to come
 * @param firstInterest        that installment's interest, when part of its period ran on a larger balance; without it, its
 *   interest is that of the outstanding principal over the whole period
 * @returns rows numbered from `fromNumber`, with the dates of the original schedule, until the principal is repaid. A flat
 *   loan goes on costing the interest agreed for each period, the last and shorter one too, and keeps its level principal
 * @throws CalculationRefused as `schedule`, or when `fromNumber` is not one of the loan's installments
 *
 * @example remainingSchedule({ request, outstandingPrincipal: d("2000"), fromNumber: 4 }).rows.length
 *   // 5 for 5,000.00 flat at 12% over 12 months: four times 416.67 and 333.32
 */
export function remainingSchedule({
  request,
  outstandingPrincipal,
  fromNumber,
  firstInterest,
}: {
  request: ScheduleRequest;
  outstandingPrincipal: Decimal;
  fromNumber: number;
  firstInterest?: Decimal;
}): Schedule {
  const terms = completeTerms(request);
  const outstanding = d(outstandingPrincipal);
  if (outstanding.isNegative() || outstanding.decimalPlaces() > 2) {
    throw new CalculationRefused(
      "invalid-request",
      "outstandingPrincipal",
      "The outstanding principal is 0.00 or more and has at most two decimals.",
    );
  }
  const periods = periodsOf(terms);
  if (!periods[fromNumber - 1]) {
    throw new CalculationRefused(
      "invalid-request",
      "fromNumber",
      `The loan has no installment ${fromNumber}; it has ${terms.installments}.`,
    );
  }
  const rule = splitRule(terms, periods);
  const split: typeof rule = (at) => {
    if (firstInterest === undefined || at.period.number !== fromNumber) return rule(at);
    const { principal, interest } = rule(at);
    if (at.isLast || terms.method !== "equal-installment") return { principal, interest: firstInterest };
    return {
      principal: clamp(principal.plus(interest).minus(firstInterest), at.balance),
      interest: firstInterest,
    };
  };
  return withTotals(walk({ periods: periods.slice(fromNumber - 1), outstanding, split }));
}

function clamp(part: Decimal, balance: Decimal): Decimal {
  if (part.isNegative()) return d(0);
  return part.greaterThan(balance) ? balance : part;
}

function withTotals(rows: ScheduleRow[]): Schedule {
  const totals = {
    payments: sum(rows.map((row) => row.payment)),
    principal: sum(rows.map((row) => row.principal)),
    interest: sum(rows.map((row) => row.interest)),
  };
  return { rows, totals };
}
