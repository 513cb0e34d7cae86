// The words of a decline: the notice of adverse action of 12 CFR 1002.9 (Appendix C, form C-1; C-8 for a business) and of
// section 615(a) of the Fair Credit Reporting Act. Pure.
import { formatDate, type IsoDate } from "@/lib/calendar/dates";
import type { CreditReport } from "./credit-report";

export type Declined = {
  isBusiness: boolean;
  legalName: string;
  reasons: readonly string[]; // in words
  report: CreditReport | null; // null where none was obtained
  decidedOn: IsoDate | null;
};

export type DeclineLetter = {
  opening: string;
  /** The principal reasons; empty where none was kept, and then `right` says how to get them. */
  reasons: readonly string[];
  right: string | null;
  report: {
    source: string;
    rights: string;
    score: string;
    lead: string | null;
    factors: readonly string[];
  } | null;
  closing: string;
};

/**
 * What the letter says, case by case: a person with a score and what lowered it, with a score alone, without a score, without
 * a report, or a business, about which no report is obtained.
 *
 * @example declineLetter({ …art, report: { …report, score: null, keyFactors: ["Too few accounts"] } }).report.score
 *   // "… reported no credit score for you. …"
 */
export function declineLetter({
  isBusiness,
  legalName,
  reasons,
  report,
  decidedOn,
}: Declined): DeclineLetter {
  return {
    opening: isBusiness
      ? `Thank you for applying for a business loan for ${legalName}. We have reviewed the application and cannot approve it.`
      : "Thank you for applying. We have reviewed your application and cannot approve it.",
    reasons,
    right:
      reasons.length > 0
        ? null
        : "You have the right to a statement of the specific reasons for this decision. Write to us within 60 days of this notice, and we will send it within 30 days.",
    report: report && reportUsed(report, decidedOn),
    closing: isBusiness
      ? "If something here is incorrect, or the business's circumstances change, you may apply again."
      : "If something here is incorrect, or your circumstances change, you may apply again. Our credit check is soft and does not affect your score.",
  };
}

function reportUsed(report: CreditReport, on: IsoDate | null): NonNullable<DeclineLetter["report"]> {
  const { bureau, score, scoreModel, scoreRange, keyFactors } = report;
  const source = `Our decision was based in whole or in part on information in a credit report from ${bureau.name}, ${bureau.address}, ${bureau.phone}. ${bureau.name} did not make the decision and cannot explain the reasons for it.`;
  const rights = `You have the right to a free copy of your report from ${bureau.name} if you ask for it within 60 days of this notice, and to dispute with ${bureau.name} anything in it that is inaccurate or incomplete.`;
  if (score === null) {
    return {
      ...{ source, rights },
      score: `${bureau.name} reported no credit score for you.`,
      lead: keyFactors.length > 0 ? "The bureau's reasons:" : null,
      factors: keyFactors,
    };
  }
  return {
    ...{ source, rights },
    score: `Your credit score${on ? ` on ${formatDate(on)}` : ""} was ${score} (${scoreModel}, which ranges from ${scoreRange.minimum} to ${scoreRange.maximum}).`,
    lead: keyFactors.length > 0 ? "Key factors that lowered your score:" : null,
    factors: keyFactors,
  };
}
