// The two rule sets behind one question. Pure.
import { assessBusiness, assessBusinessProposal, type Business } from "./business-underwriting";
import {
  assessApplicant,
  assessProposal,
  type Applicant,
  type Credit,
  type Finding,
  type Proposal,
} from "./underwriting";

/** Who applies: a person with a credit report, or a business. */
export type Applying = { applicant: Applicant; credit: Credit } | { business: Business };

/** What the rules find about the applicant alone. */
export function assess(applying: Applying): Finding[] {
  if ("business" in applying) return assessBusiness(applying.business);
  return assessApplicant(applying.applicant, applying.credit);
}

/** What the rules find about one amount, term and monthly payment for this applicant. */
export function assessFor(applying: Applying, proposal: Proposal): Finding[] {
  if ("business" in applying) return assessBusinessProposal(applying.business, proposal);
  return assessProposal(applying.applicant, applying.credit, proposal);
}
