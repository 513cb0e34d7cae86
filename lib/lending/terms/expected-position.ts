// A loan on a declining balance as the books will be once certain payments have arrived. Pure.
import { sum } from "@/lib/money/money";
import { minusParts, partsOf, sumParts } from "@/lib/money/parts";
import { unpaidOfFees } from "./loan-fees";
import { interestToCharge, replay, type History } from "./replay";
import type { Position } from "./repayment-plan";

/**
 * The position that follows from a history.
 *
 * @param booked  the loan as the books have it: what the runs have charged, and everything that no payment changes
 * @param history its terms and the payments counted as arrived
 *
 * @example expectedPosition(booked, { ...history, payments: [...history.payments, pending] }).owed.principal
 */
export function expectedPosition(booked: Position, history: History): Position {
  const told = replay(history);
  const rules = { chargedThrough: chargedThrough(booked.accruedNumbers), rounding: booked.rounding };
  const splits = [...told.splits.values()];
  const interestAccrued = sum(told.periods.map((period) => interestToCharge(period, rules)));
  return {
    ...booked,
    history,
    rows: told.rows,
    owed: {
      ...minusParts(
        partsOf({ interest: interestAccrued, principal: history.terms.principal }),
        sumParts(splits.map(({ parts }) => parts)),
      ),
      fees: unpaidOfFees(told.fees),
    },
    interestAccrued,
    extraInterest: sum(splits.map(({ extra }) => extra.interest)),
  };
}

/** The last period that an interest run has charged; 0 when none. */
export function chargedThrough(numbers: Iterable<number>): number {
  return Math.max(0, ...numbers);
}
