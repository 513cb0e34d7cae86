// What a loan was signed with, as far as its life depends on it. Pure.
import { schedule, type ScheduleRequest } from "@/lib/amortization/schedule";
import { completeTerms, type Terms } from "@/lib/amortization/terms";
import { CalculationRefused } from "@/lib/amortization/refusal";
import type { Decimal } from "@/lib/money/money";

export const ACCRUALS = ["schedule", "daily"] as const;
export const WATERFALLS = ["consumer", "fees-first"] as const;
export const PREPAYMENTS = ["reduce-term", "reduce-payment"] as const;
export const LATE_FEE_RULES = ["greater", "lesser", "flat", "rate"] as const;

export type LateFeePolicy = {
  /** Days after the due date in which no fee is charged. */
  graceDays: number;
  flat: Decimal; // dollars
  rate: Decimal; // of the unpaid part of the installment, a fraction
  rule: (typeof LATE_FEE_RULES)[number];
};

export type LifeRequest = ScheduleRequest & {
  /** Dollars kept from the disbursement. */
  originationFee: Decimal;
  /** `schedule`: interest is the schedule's, however late a payment is; `daily`: it runs by day on the principal owed. */
  accrual: (typeof ACCRUALS)[number];
  waterfall: (typeof WATERFALLS)[number];
  /** What principal paid ahead changes: the number of installments, or their amount. A flat loan always gets shorter. */
  prepayment: (typeof PREPAYMENTS)[number];
  /** Null: agreements without a late charge. */
  lateFee: LateFeePolicy | null;
  /** Days past due from which interest is no longer recognized; null: never. */
  nonAccrualAfter: number | null;
};

export type LifeTerms = Terms & Omit<LifeRequest, keyof ScheduleRequest>;

/**
 * The terms with their defaults, once they make sense.
 *
 * @throws CalculationRefused for terms that have no schedule, daily interest that has no meaning for them, or a fee that
 *   leaves nothing to pay out
 *
 * @example completeLifeTerms({ ...art }).frequency // "monthly"
 */
export function completeLifeTerms(request: LifeRequest): LifeTerms {
  const terms = { ...request, ...completeTerms(request) };
  schedule(request);
  if (terms.accrual === "daily" && terms.method === "flat") {
    const message = "A flat loan agrees on its interest beforehand. Choose the accrual schedule.";
    throw new CalculationRefused("invalid-request", "accrual", message);
  }
  if (terms.accrual === "daily" && !terms.dayCount.startsWith("actual")) {
    const message = "Daily interest counts actual days. Choose a day count such as actual/365.";
    throw new CalculationRefused("invalid-request", "dayCount", message);
  }
  if (terms.originationFee.gte(terms.principal)) {
    const message = "The fee is below the principal.";
    throw new CalculationRefused("invalid-request", "originationFee", message);
  }
  return terms;
}
