// The notice of adverse action: 12 CFR 1002.9 with Appendix C, forms C-1 and C-8, and section 615(a) of the FCRA.
import { z } from "zod";
import { formatDate } from "@/lib/calendar/dates";
import { formatMoney } from "@/lib/money/money";
import {
  letterSchema,
  noticeBlocks,
  reasonBlocks,
  REASONS_ARE_MISSING,
  statesReasons,
} from "./decision-letter";
import { amount, date, defineTemplate, line } from "./template";

const schema = z
  .object({
    applicant: z.object({ name: line, email: line }),
    applicationNumber: z.number(),
    submittedOn: date,
    decidedOn: date,
    /** What was asked for and, where we offered less that was not accepted, the largest offer. */
    amountAsked: amount,
    largestOffer: amount.nullable(),
    letter: letterSchema,
  })
  .refine(statesReasons, REASONS_ARE_MISSING);

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
      ...reasonBlocks(letter),
      ...noticeBlocks(letter),
    ],
  }),
});
