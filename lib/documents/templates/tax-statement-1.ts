// Version 1, for documents that were made with it: no address, no correction. The recipient's copy of Form 1099-INT or 1099-OID, as a substitute statement: the boxes of the form that we fill, by their
// numbers. IRS, Instructions for Forms 1099-INT and 1099-OID; Publication 1179 for substitute statements.
import { z } from "zod";
import { formatMoney } from "@/lib/money/money";
import { amount, defineTemplate, line } from "./template";

export const taxStatement1 = defineTemplate({
  kind: "tax-statement",
  version: 1,
  schema: z.object({
    form: z.enum(["1099-INT", "1099-OID"]),
    year: z.number(),
    recipient: z.object({ name: line, email: line, tin: line.nullable() }),
    accountNumbers: line,
    /** 1099-INT box 1, or 1099-OID box 1: interest, or original issue discount, of the year. */
    box1: amount,
    /** Early withdrawal penalty: 1099-INT box 2, 1099-OID box 3. */
    penalty: amount,
    /** Federal income tax withheld: box 4 of both. */
    withheld: amount,
  }),
  layout: (facts) => ({
    title: `Form ${facts.form} for ${facts.year}, copy B for the recipient`,
    addressee: [facts.recipient.name, facts.recipient.email],
    references: [
      { label: "Recipient's TIN", value: facts.recipient.tin ?? "not on file" },
      { label: "Account", value: facts.accountNumbers },
    ],
    blocks: [
      {
        kind: "facts",
        caption: `Boxes of form ${facts.form}`,
        rows: [
          {
            label: facts.form === "1099-INT" ? "Box 1, interest income" : "Box 1, original issue discount",
            value: formatMoney(facts.box1, { currency: "$" }),
            isMain: true,
          },
          {
            label: `Box ${facts.form === "1099-INT" ? 2 : 3}, early withdrawal penalty`,
            value: formatMoney(facts.penalty, { currency: "$" }),
          },
          {
            label: "Box 4, federal income tax withheld",
            value: formatMoney(facts.withheld, { currency: "$" }),
          },
        ],
      },
      ...(facts.recipient.tin === null
        ? [
            {
              kind: "notice" as const,
              title: "We have no taxpayer identification number for you",
              text: "Write to us with a completed Form W-9. Without it, we may have to withhold tax from later payments.",
            },
          ]
        : []),
      {
        kind: "paragraph",
        text: "This is important tax information and is being furnished to the IRS. If you are required to file a return, a negligence penalty or other sanction may be imposed on you if this income is taxable and the IRS determines that it has not been reported.",
      },
      {
        kind: "paragraph",
        text:
          facts.form === "1099-INT"
            ? "Interest of an investment of one year or less counts in the year in which it was paid or made available to you."
            : "An investment of more than one year that pays interest only at maturity has original issue discount: a part of the interest counts in each year, by constant yield.",
      },
    ],
  }),
});
