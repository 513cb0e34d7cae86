// In which order a payment is counted. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, sum, ZERO } from "@/lib/money/money";
import { addParts, NO_PARTS, partsOf, payParts, totalOf, type Parts } from "@/lib/money/parts";
import type { LoanState, RowState } from "./loan-state";

/** The named orders; which one counts was signed with the loan. */
export type Waterfall = "consumer" | "fees-first";

export type Allocation = {
  parts: Parts; // all of it, the extra included
  extraPrincipal: Decimal; // paid ahead of the schedule
  /** The installment after which the extra principal counts; 0 when there is none. */
  extraAfter: number;
};

/**
 * Splits a payment: what is past due or due first, the oldest installment first and in each its interest before its
 * principal; then, when nothing is due and the payment is meant for it, the next installment; then fees; then principal ahead of
 * the schedule. The order "fees-first" begins with fees. For loans whose interest is agreed beforehand; on a declining balance
 * `replay` divides a payment.
 *
 * @param amount  dollars, above zero, at most the payoff amount
 * @param state   the loan's state, payments on their way counted as if they had arrived
 * @param asOf    the business date
 * @param isForNext whether the payment is meant for the next installment when nothing is due
 * @param fees   dollars of fees that are unpaid
 * @returns the parts, whose total is the amount
 * @throws RangeError when the amount is more than the loan can take: the caller checks against the payoff amount
 *
 * Source: `spec-servicing.md` 5. Fees are last for consumers: an unpaid fee never makes an installment late (16 CFR 444.4).
 *
 * @example allocate({ amount: d("466.67"), state: artsFirstMonth, asOf: "2026-02-01" })
 *   // interest 50.00, principal 416.67, extraPrincipal 0.00
 */
export function allocate({
  amount,
  state,
  asOf,
  isForNext = false,
  fees = ZERO,
  waterfall = "consumer",
}: {
  amount: Decimal;
  state: LoanState;
  asOf: IsoDate;
  isForNext?: boolean;
  fees?: Decimal;
  waterfall?: Waterfall;
}): Allocation {
  const open = state.rows.filter((row) => row.status !== "paid");
  const due = open.filter((row) => row.dueOn <= asOf);
  const next = isForNext && due.length === 0 ? open[0] : undefined;
  let left = amount;
  let parts = NO_PARTS;
  const payFees = () => {
    const paid = Decimal.min(left, fees);
    parts = addParts(parts, partsOf({ fees: paid }));
    left = left.minus(paid);
  };
  if (waterfall === "fees-first") payFees();
  for (const row of next ? [...due, next] : due) {
    const paid = payParts(row.unpaidParts, left);
    parts = addParts(parts, paid);
    left = left.minus(totalOf(paid));
  }
  if (waterfall === "consumer") payFees();
  const room = sum(open.map((row) => row.unpaidParts.principal)).minus(parts.principal);
  if (left.gt(0) && left.gte(room)) {
    // All of the principal and not the payoff: the running month stays agreed, so its interest is paid before the last principal.
    const toInterest = next ? ZERO : Decimal.min(left, open[due.length]?.unpaidParts.interest ?? ZERO);
    parts = addParts(parts, partsOf({ interest: toInterest }));
    left = left.minus(toInterest);
  }
  if (left.gt(room)) throw new RangeError(`${amount.toFixed(2)} is more than the loan owes.`);
  return {
    parts: addParts(parts, partsOf({ principal: left })),
    extraPrincipal: left,
    extraAfter: left.isZero() ? 0 : (next?.number ?? lastBefore(state, open[due.length])),
  };
}

/** The last installment that is due or was paid ahead. */
function lastBefore({ rows }: LoanState, next: RowState | undefined): number {
  return next ? next.number - 1 : (rows.at(-1)?.number ?? 0);
}
