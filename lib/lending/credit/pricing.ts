// From a request for money to the offers that the policy allows. Pure: the products, the applicant and the date are given.
import { schedule } from "@/lib/amortization/schedule";
import type { IsoDate } from "@/lib/calendar/dates";
import { d, roundCents, ZERO, type Decimal } from "@/lib/money/money";
import type { Method } from "@/prisma/generated/enums";
import { assess, assessFor, type Applying } from "./assess";
import { gradeName, gradePercent, LAST_OFFERED, subGrade } from "./grades";
import { scheduleRequest, type LoanTerms } from "@/lib/lending/terms/loan-terms";
import { totalPoints, type Finding } from "./underwriting";

export type Product = {
  id: string;
  method: Method;
  termsMonths: readonly number[];
  minimumAmount: Decimal;
  maximumAmount: Decimal;
  rateAdjustment: Decimal;
  feeRate: Decimal;
  dayCount: string;
  rounding: string;
};

/** One amount, term and product, judged. `isOffered` is false when a rule forbids it or the grade is too low. */
export type Candidate = {
  product: Product;
  terms: LoanTerms;
  originationFee: Decimal;
  grade: number;
  monthlyPayment: Decimal;
  findings: Finding[]; // those of the proposal; the applicant's own come on top
  isOffered: boolean;
};

export type Request = Applying & {
  amount: Decimal;
  products: readonly Product[];
  disbursedOn: IsoDate; // assumed, for due dates
};

const FEWEST = 3;
const MOST = 9;
const COUNTER_STEP = d("100");

/**
 * Judges every product and term at the amount asked for; where fewer than three pass, adds counter-offers of the largest
 * amount (a multiple of 100.00) that passes.
 *
 * @example considerOffers(artsRequest).offered.length // 6, among them 12 months flat at 12.00%
 */
export function considerOffers(request: Request): { offered: Candidate[]; refused: Candidate[] } {
  const menu = request.products.flatMap((product) =>
    product.termsMonths.map((termMonths) => ({ product, termMonths })),
  );
  const asked = menu
    .filter(({ product }) => isWithin(product, request.amount))
    .map((item) => judge(request, { ...item, amount: request.amount }));
  const passed = asked.filter((candidate) => candidate.isOffered);
  const refused = asked.filter((candidate) => !candidate.isOffered);
  if (passed.length >= FEWEST) return { offered: passed.slice(0, MOST), refused };
  const counters = refused.flatMap((candidate) => counterOffer(request, candidate) ?? []);
  return { offered: [...passed, ...counters].slice(0, MOST), refused };
}

/**
 * Grade and rate depend on the payment's share of income, and the payment on the rate: start from the rate without the
 * new payment and raise it until it stays. Points only grow with the rate, so it ends.
 */
export function judge(
  request: Request,
  { product, termMonths, amount }: { product: Product; termMonths: number; amount: Decimal },
): Candidate {
  const own = totalPoints(assess(request));
  let grade = subGrade(own);
  for (;;) {
    const candidate = atGrade(request, { product, termMonths, amount, grade });
    const found = subGrade(own + totalPoints(candidate.findings));
    if (found <= grade) return candidate;
    grade = found;
  }
}

function atGrade(
  request: Request,
  {
    product,
    termMonths,
    amount,
    grade,
  }: { product: Product; termMonths: number; amount: Decimal; grade: number },
): Candidate {
  const { method, dayCount, rounding } = product;
  const annualRate = d(gradePercent(grade)).div(100).plus(product.rateAdjustment);
  const terms = { method, principal: amount, annualRate, termMonths, dayCount, rounding };
  const originationFee = roundCents(amount.times(product.feeRate));
  const monthlyPayment = firstPayment(terms, request.disbursedOn);
  const findings = assessFor(request, { amount, termMonths, monthlyPayment });
  const isOffered = grade <= LAST_OFFERED && findings.every((finding) => !finding.isKnockOut);
  return { product, terms, originationFee, grade, monthlyPayment, findings, isOffered };
}

/** Every rule eases as the amount falls, so the largest amount that passes is found by halving. */
function counterOffer(request: Request, { product, terms }: Candidate): Candidate | null {
  let tooMany = terms.principal.div(COUNTER_STEP).ceil();
  let few = product.minimumAmount.div(COUNTER_STEP).ceil();
  let best: Candidate | null = null;
  while (few.lt(tooMany)) {
    const steps = few.plus(tooMany).div(2).floor();
    const candidate = judge(request, {
      product,
      termMonths: terms.termMonths,
      amount: steps.times(COUNTER_STEP),
    });
    if (candidate.isOffered) {
      best = candidate;
      few = steps.plus(1);
    } else tooMany = steps;
  }
  return best;
}

function firstPayment(terms: LoanTerms, disbursedOn: IsoDate): Decimal {
  return schedule(scheduleRequest(terms, disbursedOn)).rows[0]?.payment ?? ZERO;
}

function isWithin(product: Product, amount: Decimal) {
  return amount.gte(product.minimumAmount) && amount.lte(product.maximumAmount);
}

/** The offers' trail in words. @example candidateName(arts) // "FLAT 12 months, 5000.00, B5" */
export function candidateName({ terms, grade }: Candidate): string {
  return `${terms.method} ${terms.termMonths} months, ${terms.principal.toFixed(2)}, ${gradeName(grade)}`;
}
