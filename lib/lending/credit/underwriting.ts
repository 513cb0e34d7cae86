// Our demo credit policy: rules that give risk points or knock an application out. Every point carries its reason, so that
// a decline names what weighed most for this applicant. It takes no attribute that Regulation B forbids.
import { d, formatRate, sum, type Decimal } from "@/lib/money/money";
import type { CreditReport } from "./credit-report";
import type { DeclineReason } from "./decline-reasons";

/** What the applicant stated. Dollars per month and whole years. */
export type Applicant = {
  monthlyIncome: Decimal;
  monthlyHousing: Decimal;
  employedYears: number;
  /** Installments of this borrower's other loans with us, and of what they may still accept; the bureau knows neither. */
  monthlyOwnLoans: Decimal;
  /** How many loans of this borrower were charged off, which the bureau does not know either. */
  chargedOffLoans: number;
};

export type Credit = Pick<
  CreditReport,
  | "score"
  | "monthlyDebtPayments"
  | "inquiriesLast6Months"
  | "delinquenciesLast24Months"
  | "utilization"
  | "historyMonths"
  | "bankruptcyMonthsAgo"
>;

export type Proposal = { amount: Decimal; termMonths: number; monthlyPayment: Decimal };

/** What one rule found. A knock-out has no points: it declines by itself. */
export type Finding = {
  rule: string;
  figure: string;
  points: number;
  isKnockOut: boolean;
  reason: DeclineReason | null; // null where nothing counts against the applicant
};

const LOWEST_SCORE = 600;
const SCORE_POINTS = [
  [780, 0], [740, 2], [720, 4], [700, 6], [680, 9], [660, 12], [640, 16], [620, 20], [600, 24],
] as const; // prettier-ignore
const BANKRUPTCY_MONTHS = 24;
const FREE_INQUIRIES = 2;
const SHORT_HISTORY_MONTHS = 36;
const DEBT_STEPS = [["0.15", 0], ["0.25", 2], ["0.36", 4], ["0.43", 8], ["0.50", 12]] as const; // prettier-ignore
const HIGHEST_PAYMENT_SHARE = "0.20";
/** Housing, debts and the new payment together; ours, so that what is asked about housing counts. */
const HIGHEST_COMMITTED_SHARE = "0.65";

/**
 * The rules that look at the applicant alone.
 *
 * @example assessApplicant(art, { score: 690, …clean }) // nine points, all for the score
 */
export function assessApplicant(applicant: Applicant, credit: Credit): Finding[] {
  return [
    scoreRule(credit),
    bankruptcyRule(credit),
    chargeOffRule(applicant),
    pointsRule({
      rule: "recent inquiries",
      figure: String(credit.inquiriesLast6Months),
      points: Math.max(0, credit.inquiriesLast6Months - FREE_INQUIRIES),
      reason: "recent-inquiries",
    }),
    pointsRule({
      rule: "delinquencies in 24 months",
      figure: String(credit.delinquenciesLast24Months),
      points: credit.delinquenciesLast24Months * 4,
      reason: "delinquent-obligations",
    }),
    pointsRule({
      rule: "revolving utilization",
      figure: formatRate(credit.utilization),
      points: d(credit.utilization).gt("0.80") ? 5 : d(credit.utilization).gt("0.50") ? 2 : 0,
      reason: "revolving-utilization",
    }),
    pointsRule({
      rule: "length of credit history",
      figure: `${credit.historyMonths} months`,
      points: credit.historyMonths < SHORT_HISTORY_MONTHS ? 3 : 0,
      reason: "limited-credit-experience",
    }),
    pointsRule({
      rule: "length of employment",
      figure: `${applicant.employedYears} years`,
      points: applicant.employedYears < 1 ? 2 : 0,
      reason: "length-of-employment",
    }),
  ];
}

/**
 * The rules that look at one amount, term and monthly payment for this applicant.
 *
 * @example assessProposal(art, clean, { amount: d("5000"), termMonths: 12, monthlyPayment: d("466.67") }) // no points
 */
export function assessProposal(applicant: Applicant, credit: Credit, proposal: Proposal): Finding[] {
  const { monthlyIncome: income, monthlyHousing } = applicant;
  const debts = sum([d(credit.monthlyDebtPayments), applicant.monthlyOwnLoans, proposal.monthlyPayment]);
  const debtShare = shareOf(debts, income);
  const step = DEBT_STEPS.find(([limit]) => debtShare.lte(limit));
  const ofYear = shareOf(proposal.amount, income.times(12));
  return [
    // All payments to us together: four loans that each pass alone would not be one that the borrower can carry.
    limitRule(
      "payments to us of income",
      shareOf(applicant.monthlyOwnLoans.plus(proposal.monthlyPayment), income),
      HIGHEST_PAYMENT_SHARE,
      "insufficient-income",
    ),
    limitRule(
      "housing and debts of income",
      shareOf(debts.plus(monthlyHousing), income),
      HIGHEST_COMMITTED_SHARE,
      "excessive-obligations",
    ),
    {
      rule: "debts of income",
      figure: formatRate(debtShare.toDecimalPlaces(4)),
      points: step?.[1] ?? 0,
      isKnockOut: step === undefined,
      reason: step?.[1] === 0 ? null : "excessive-obligations",
    },
    pointsRule({
      rule: "amount of yearly income",
      figure: formatRate(ofYear.toDecimalPlaces(4)),
      points: ofYear.gt("0.50") ? 5 : ofYear.gt("0.30") ? 2 : 0,
      reason: "insufficient-income",
    }),
    termRule(proposal),
  ];
}

/** A longer term is the borrower's choice, not a mark against them, so it is never a reason. */
export function termRule({ termMonths }: Proposal): Finding {
  return {
    rule: "term",
    figure: `${termMonths} months`,
    points: termMonths >= 60 ? 4 : termMonths >= 36 ? 1 : 0,
    isKnockOut: false,
    reason: null,
  };
}

/** The at most four reasons that weighed most: knock-outs first, then by points; each reason once. */
export function topReasons(findings: Finding[]): DeclineReason[] {
  const against = findings.filter((finding) => finding.isKnockOut || finding.points > 0);
  const weight = (finding: Finding) => (finding.isKnockOut ? 1000 : 0) + finding.points;
  const reasons = against
    .toSorted((a, b) => weight(b) - weight(a))
    .flatMap(({ reason }) => (reason ? [reason] : []));
  return [...new Set(reasons)].slice(0, 4);
}

export function totalPoints(findings: Finding[]): number {
  return findings.reduce((total, { points }) => total + points, 0);
}

function scoreRule({ score, historyMonths }: Credit): Finding {
  if (score === null) {
    const reason = historyMonths === 0 ? "no-credit-file" : "no-credit-score";
    return { rule: "credit score", figure: "none", points: 0, isKnockOut: true, reason };
  }
  const points = SCORE_POINTS.find(([lowest]) => score >= lowest)?.[1] ?? 0;
  const isKnockOut = score < LOWEST_SCORE;
  const reason = isKnockOut || points > 0 ? "poor-credit-performance" : null;
  return { rule: "credit score", figure: String(score), points, isKnockOut, reason };
}

function bankruptcyRule({ bankruptcyMonthsAgo: months }: Credit): Finding {
  const isKnockOut = months !== null && months < BANKRUPTCY_MONTHS;
  return {
    rule: "bankruptcy",
    figure: months === null ? "none" : `${months} months ago`,
    points: 0,
    isKnockOut,
    reason: isKnockOut ? "bankruptcy" : null,
  };
}

export function chargeOffRule({ chargedOffLoans: count }: { chargedOffLoans: number }): Finding {
  const isKnockOut = count > 0;
  return {
    rule: "loans with us charged off",
    figure: count === 0 ? "none" : String(count),
    points: 0,
    isKnockOut,
    reason: isKnockOut ? "poor-performance-with-us" : null,
  };
}

export function pointsRule(found: {
  rule: string;
  figure: string;
  points: number;
  reason: DeclineReason;
}): Finding {
  return { ...found, isKnockOut: false, reason: found.points > 0 ? found.reason : null };
}

function limitRule(rule: string, share: Decimal, limit: string, reason: DeclineReason): Finding {
  const isKnockOut = share.gt(limit);
  const figure = `${formatRate(share.toDecimalPlaces(4))}, at most ${formatRate(limit)}`;
  return { rule, figure, points: 0, isKnockOut, reason: isKnockOut ? reason : null };
}

function shareOf(part: Decimal, income: Decimal): Decimal {
  return part.div(income);
}
