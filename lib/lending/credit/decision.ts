// Offers or a decline, from the facts. Pure.
import { assess } from "./assess";
import type { DeclineReason } from "./decline-reasons";
import { gradeName, subGrade } from "./grades";
import { considerOffers, type Candidate, type Request } from "./pricing";
import { topReasons, totalPoints, type Finding } from "./underwriting";

export type Decision = {
  grade: string | null; // of the applicant before amount and term; null after a knock-out
  findings: Finding[]; // the rules on the applicant
  offered: Candidate[];
  refused: Candidate[];
  /** Why not what was asked for: of a decline, and of offers that are all below the amount. The weightiest first. */
  reasons: DeclineReason[];
};

/**
 * Decides. A knock-out of the applicant is a decline; otherwise every product is considered, and if none qualifies at the
 * amount asked for, the reasons are those of the applicant and of the proposal that came nearest.
 *
 * @example decide(artsFacts) // grade "B5", six offers, no reasons
 */
export function decide(facts: Request): Decision {
  const findings = assess(facts);
  if (findings.some((finding) => finding.isKnockOut)) {
    return { grade: null, findings, offered: [], refused: [], reasons: topReasons(findings) };
  }
  const { offered, refused } = considerOffers(facts);
  const grade = gradeName(subGrade(totalPoints(findings)));
  if (offered.some(({ terms }) => terms.principal.gte(facts.amount)))
    return { grade, findings, offered, refused, reasons: [] };
  const nearest = refused.toSorted((a, b) => a.grade - b.grade || a.monthlyPayment.cmp(b.monthlyPayment))[0];
  return {
    grade,
    findings,
    offered,
    refused,
    reasons: topReasons([...findings, ...(nearest?.findings ?? [])]),
  };
}
