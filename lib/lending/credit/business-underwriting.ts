// Our demo credit policy for businesses: revenue, time in business and existing debt, as the applicant stated them, and
// what we know ourselves. No consumer report is obtained about a person behind the business.
import { formatMoney, formatRate, sum, type Decimal } from "@/lib/money/money";
import type { DeclineReason } from "./decline-reasons";
import { chargeOffRule, pointsRule, termRule, type Finding, type Proposal } from "./underwriting";

/** What is known of a business. Dollars; whole months. */
export type Business = {
  annualRevenue: Decimal;
  monthsInBusiness: number;
  /** To other lenders, a month. */
  monthlyDebtPayments: Decimal;
  monthlyOwnLoans: Decimal;
  chargedOffLoans: number;
};

/** Every business begins here: without a score the price of the unknown is the same for all. */
const BASE_POINTS = 4;
const FEWEST_MONTHS = 12;
const LEAST_REVENUE = "50000.00";
const AGE_STEPS = [[60, 0], [36, 2], [24, 4], [FEWEST_MONTHS, 7]] as const; // prettier-ignore
const REVENUE_STEPS = [["250000", 0], ["100000", 2], [LEAST_REVENUE, 4]] as const; // prettier-ignore
const DEBT_STEPS = [["0.08", 0], ["0.12", 2], ["0.16", 5], ["0.20", 8]] as const; // prettier-ignore
const HIGHEST_DEBT_OF_REVENUE = "0.20";
const HIGHEST_PAYMENT_OF_REVENUE = "0.10";

/**
 * The rules that look at the business alone.
 *
 * @example assessBusiness({ …bakery, monthsInBusiness: 9 }) // a knock-out: "limited-time-in-business"
 */
export function assessBusiness(business: Business): Finding[] {
  const { annualRevenue, monthsInBusiness } = business;
  const age = AGE_STEPS.find(([months]) => monthsInBusiness >= months)?.[1];
  const size = REVENUE_STEPS.find(([revenue]) => annualRevenue.gte(revenue))?.[1];
  return [
    { rule: "business without a score", figure: "every business", points: BASE_POINTS, isKnockOut: false, reason: null },
    stepRule("time in business", `${monthsInBusiness} months, at least ${FEWEST_MONTHS}`, age, "limited-time-in-business"),
    stepRule(
      "annual revenue",
      `${formatMoney(annualRevenue)}, at least ${formatMoney(LEAST_REVENUE)}`,
      size,
      "insufficient-revenue",
    ),
    chargeOffRule(business),
  ]; // prettier-ignore
}

/**
 * The rules that look at one amount, term and monthly payment for this business.
 *
 * @example assessBusinessProposal(bakery, { amount: d("20000"), termMonths: 36, monthlyPayment: d("650") }) // no points
 */
export function assessBusinessProposal(business: Business, proposal: Proposal): Finding[] {
  const { annualRevenue, monthlyDebtPayments, monthlyOwnLoans } = business;
  const shareOfMonth = (part: Decimal) => part.times(12).div(annualRevenue).toDecimalPlaces(4);
  const toUs = monthlyOwnLoans.plus(proposal.monthlyPayment);
  const paymentShare = shareOfMonth(toUs);
  const debtShare = shareOfMonth(sum([monthlyDebtPayments, toUs]));
  const ofYear = proposal.amount.div(annualRevenue);
  const step = DEBT_STEPS.find(([limit]) => debtShare.lte(limit))?.[1];
  return [
    stepRule(
      "payments to us of revenue",
      `${formatRate(paymentShare)}, at most ${formatRate(HIGHEST_PAYMENT_OF_REVENUE)}`,
      paymentShare.lte(HIGHEST_PAYMENT_OF_REVENUE) ? 0 : undefined,
      "insufficient-revenue",
    ),
    stepRule(
      "debts of revenue",
      `${formatRate(debtShare)}, at most ${formatRate(HIGHEST_DEBT_OF_REVENUE)}`,
      step,
      "excessive-business-obligations",
    ),
    pointsRule({
      rule: "amount of annual revenue",
      figure: formatRate(ofYear.toDecimalPlaces(4)),
      points: ofYear.gt("0.20") ? 5 : ofYear.gt("0.10") ? 2 : 0,
      reason: "insufficient-revenue",
    }),
    termRule(proposal),
  ];
}

/** Points by steps; beyond the last step the rule knocks out. */
function stepRule(rule: string, figure: string, points: number | undefined, reason: DeclineReason): Finding {
  return {
    rule,
    figure,
    points: points ?? 0,
    isKnockOut: points === undefined,
    reason: points === 0 ? null : reason,
  };
}
