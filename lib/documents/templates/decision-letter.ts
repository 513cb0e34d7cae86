// What every notice of a decision on an application says: the reasons, the credit report that was used, and the notice of the Equal
// Credit Opportunity Act. Pure.
import { z } from "zod";
import type { Block } from "@/lib/documents/engine/blocks";
import { line } from "./template";

const EQUAL_CREDIT =
  "The federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit applicants on the basis of race, color, religion, national origin, sex, marital status, or age (provided the applicant has the capacity to enter into a binding contract); because all or part of the applicant’s income derives from any public assistance program; or because the applicant has in good faith exercised any right under the Consumer Credit Protection Act. The federal agency that administers compliance with this law concerning this creditor is the Federal Trade Commission, Equal Credit Opportunity, Washington, DC 20580.";

export const letterSchema = z.object({
  opening: line,
  reasons: z.array(line).max(4, "has more than four"),
  right: line.nullable(),
  report: z
    .object({
      source: line,
      rights: line,
      score: line,
      lead: line.nullable(),
      factors: z.array(line),
    })
    .nullable(),
  closing: line,
});

type Letter = z.output<typeof letterSchema>;

/** For `refine`: a notice without reasons says how to get them. */
export const statesReasons = ({ letter }: { letter: Letter }): boolean =>
  letter.reasons.length > 0 || letter.right !== null;
export const REASONS_ARE_MISSING = {
  path: ["letter", "reasons"],
  message: "is empty and the right to ask for them is not stated",
};

export function reasonBlocks({ right, reasons }: Letter): Block[] {
  return [
    ...(right ? [{ kind: "paragraph" as const, text: right }] : []),
    ...(reasons.length > 0 ? [{ kind: "list" as const, items: reasons }] : []),
  ];
}

export function noticeBlocks({ report, closing }: Letter): Block[] {
  return [
    ...reportBlocks(report),
    { kind: "heading", text: "Your right to equal treatment" },
    { kind: "paragraph", text: EQUAL_CREDIT },
    { kind: "paragraph", text: closing },
  ];
}

function reportBlocks(used: Letter["report"]): Block[] {
  if (!used) return [];
  return [
    { kind: "heading", text: "The credit report we used" },
    { kind: "paragraph", text: used.source },
    { kind: "paragraph", text: used.rights },
    { kind: "paragraph", text: used.score },
    ...(used.lead ? [{ kind: "paragraph" as const, text: used.lead }] : []),
    ...(used.factors.length > 0 ? [{ kind: "list" as const, items: used.factors }] : []),
  ];
}
