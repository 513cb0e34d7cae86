// The APR of every signed loan, computed again from its terms.
import { fromDbDate } from "@/lib/calendar/dates";
import { chunksOf } from "@/lib/chunks";
import type { Tx } from "@/lib/db";
import { termsOf } from "@/lib/lending/terms/loan-position";
import { priced } from "@/lib/lending/terms/loan-terms";
import { d, type Decimal } from "@/lib/money/money";
import { functionRule, type Finding } from "./rule";

/** 12 CFR 1026.22(a)(2): an eighth of a percentage point. */
const TOLERANCE = d("0.125");
const AT_ONCE = 500;
const DISCLOSED = /^ANNUAL PERCENTAGE RATE +(\d+\.\d{2})%$/m;

/**
 * What is wrong with a disclosed rate, or null. Pure.
 *
 * @param disclosed percent as the signed text says it, null where it says none
 * @param computed percent, from the terms
 *
 * @example aprProblem("21.46", d("21.4603")) // null
 */
export function aprProblem(disclosed: string | null, computed: Decimal): string | null {
  if (disclosed === null) return "The signed text states no APR.";
  if (d(disclosed).minus(computed).abs().lte(TOLERANCE)) return null;
  return `The signed text states ${disclosed}%, the terms give ${computed.toFixed(2)}%.`;
}

export const APR = functionRule(
  {
    id: "apr-recomputed",
    promise: "The APR that a borrower signed is the one that the terms give, within an eighth of a percent.",
    citation: "12 CFR 1026.22(a)(2) and Appendix J",
    decidedBy: "lib/regulations/annual-percentage-rate.ts",
  },
  async (tx) => {
    const ids = (await tx.loan.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(
      ({ id }) => id,
    );
    const findings: Finding[] = [];
    for (const some of chunksOf(ids, AT_ONCE)) findings.push(...(await problemsOf(tx, some)));
    return { checked: ids.length, findings };
  },
);

async function problemsOf(tx: Tx, ids: readonly string[]): Promise<Finding[]> {
  const loans = await tx.loan.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: "asc" } });
  const agreements = await tx.signedDocument.findMany({
    where: { id: { in: loans.map(({ agreementId }) => agreementId) } },
    select: { id: true, body: true },
  });
  const bodyOf = new Map(agreements.map(({ id, body }) => [id, body]));
  return loans.flatMap((loan) => {
    const disclosed = DISCLOSED.exec(bodyOf.get(loan.agreementId) ?? "")?.[1] ?? null;
    const signed = { ...termsOf(loan), dueDay: undefined }; // the due day is known from the payout on
    const { disclosure } = priced(signed, d(loan.originationFee), fromDbDate(loan.acceptedOn));
    const problem = aprProblem(disclosed, disclosure.apr);
    return problem ? [{ id: loan.id, problem }] : [];
  });
}
