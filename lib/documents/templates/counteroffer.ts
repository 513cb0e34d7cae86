// The counteroffer and the notice of adverse action in one, as 12 CFR 1002.9(a)(1) with Appendix C, form C-4, allows: whoever takes
// none of the offers needs no further notice.
import { z } from "zod";
import { formatDate } from "@/lib/calendar/dates";
import { d, formatMoney, formatPercent } from "@/lib/money/money";
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
    amountAsked: amount,
    offers: z
      .array(
        z.object({
          amount,
          termMonths: z.number(),
          apr: line, // percent, "21.46"
          monthlyPayment: amount,
          totalOfPayments: amount,
        }),
      )
      .min(1, "is empty"),
    expiresOn: date,
    letter: letterSchema,
  })
  .refine(statesReasons, REASONS_ARE_MISSING)
  .refine(({ offers, amountAsked }) => offers.every((offer) => d(offer.amount).lt(amountAsked)), {
    path: ["offers"],
    message: "has an offer of the whole amount",
  });

export const counteroffer = defineTemplate({
  kind: "counteroffer",
  version: 1,
  schema,
  layout: ({
    applicant,
    applicationNumber,
    submittedOn,
    decidedOn,
    amountAsked,
    offers,
    expiresOn,
    letter,
  }) => ({
    title: "We can offer you less than you asked for",
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
        caption: "Amount",
        rows: [{ label: "Amount you asked for", value: formatMoney(amountAsked, { currency: "$" }) }],
      },
      { kind: "heading", text: "What we can offer" },
      {
        kind: "paragraph",
        text: `You can accept one of these offers in your account until ${formatDate(expiresOn)}. If you do not accept one by then, this is our notice that we did not approve your application, and we will not send another.`,
      },
      {
        kind: "table",
        caption: "Offers",
        columns: [
          { title: "Amount", align: "right" },
          { title: "Months", align: "right" },
          { title: "APR", align: "right" },
          { title: "Monthly payment", align: "right" },
          { title: "Total of payments", align: "right" },
        ],
        rows: offers.map((offer) => ({
          cells: [
            formatMoney(offer.amount),
            String(offer.termMonths),
            formatPercent(offer.apr),
            formatMoney(offer.monthlyPayment),
            formatMoney(offer.totalOfPayments),
          ],
        })),
      },
      { kind: "heading", text: "Principal reasons why we cannot offer the amount you asked for" },
      ...reasonBlocks(letter),
      ...noticeBlocks(letter),
    ],
  }),
});
