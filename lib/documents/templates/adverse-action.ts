// The notice of adverse action: 12 CFR 1002.9 with Appendix C, forms C-1 and C-8, and section 615(a) of the FCRA.
import { z } from "zod";
import { formatDate } from "@/lib/calendar/dates";
import { formatMoney } from "@/lib/money/money";
import type { Block } from "@/lib/documents/engine/blocks";
import { amount, date, defineTemplate, line } from "./template";

const EQUAL_CREDIT =
  "The federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit applicants on the basis of race, color, religion, national origin, sex, marital status, or age (provided the applicant has the capacity to enter into a binding contract); because all or part of the applicant’s income derives from any public assistance program; or because the applicant has in good faith exercised any right under the Consumer Credit Protection Act. The federal agency that administers compliance with this law concerning this creditor is the Federal Trade Commission, Equal Credit Opportunity, Washington, DC 20580.";

const schema = z
  .object({
    applicant: z.object({ name: line, email: line }),
    applicationNumber: z.number(),
    submittedOn: date,
    decidedOn: date,
    /** What was asked for and, where we offered less that was not accepted, the largest offer. */
    amountAsked: amount,
    largestOffer: amount.nullable(),
    letter: z.object({
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
    }),
  })
  .refine(({ letter }) => letter.reasons.length > 0 || letter.right !== null, {
    path: ["letter", "reasons"],
    message: "is empty and the right to ask for them is not stated",
  });

export const adverseAction = defineTemplate({
  kind: "adverse-action",
  version: 1,
  schema,
  layout: ({ applicant, applicationNumber, submittedOn, decidedOn, amountAsked, largestOffer, letter }) => ({
    title: largestOffer ? "Our decision on the amount you asked for" : "We cannot offer you a loan",
    addressee: [applicant.name, applicant.email],
    references: [
      { label: "Application", value: String(applicationNumber) },
      { label: "Received", value: formatDate(submittedOn) },
      { label: "Decided", value: formatDate(decidedOn) },
    ],
    blocks: [
      { kind: "paragraph", text: letter.opening },
      {
        kind: "facts",
        caption: "Amounts",
        rows: [
          { label: "Amount you asked for", value: formatMoney(amountAsked, { currency: "$" }) },
          ...(largestOffer
            ? [{ label: "Largest amount we offered", value: formatMoney(largestOffer, { currency: "$" }) }]
            : []),
        ],
      },
      { kind: "heading", text: "Principal reasons for our decision" },
      ...(letter.right ? [{ kind: "paragraph" as const, text: letter.right }] : []),
      ...(letter.reasons.length > 0 ? [{ kind: "list" as const, items: letter.reasons }] : []),
      ...report(letter.report),
      { kind: "heading", text: "Your right to equal treatment" },
      { kind: "paragraph", text: EQUAL_CREDIT },
      { kind: "paragraph", text: letter.closing },
    ],
  }),
});

function report(used: z.output<typeof schema>["letter"]["report"]): Block[] {
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
