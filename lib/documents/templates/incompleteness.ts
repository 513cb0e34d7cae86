// The notice of incompleteness: 12 CFR 1002.9(c)(2).
import { z } from "zod";
import { formatDate } from "@/lib/calendar/dates";
import { formatMoney } from "@/lib/money/money";
import { amount, date, defineTemplate, line } from "./template";

export const incompleteness = defineTemplate({
  kind: "incompleteness",
  version: 1,
  schema: z.object({
    applicant: z.object({ name: line, email: line }),
    applicationNumber: z.number(),
    savedOn: date,
    amountAsked: amount,
    missing: z.array(line).min(1, "is empty"),
    completeBy: date,
  }),
  layout: ({ applicant, applicationNumber, savedOn, amountAsked, missing, completeBy }) => ({
    title: "Your application is not complete",
    addressee: [applicant.name, applicant.email],
    references: [
      { label: "Application", value: String(applicationNumber) },
      { label: "Last change", value: formatDate(savedOn) },
      { label: "Complete it by", value: formatDate(completeBy) },
    ],
    blocks: [
      {
        kind: "paragraph",
        text: `You began an application for a loan of ${formatMoney(amountAsked, { currency: "$" })} and did not submit it. We cannot decide on it until it is complete.`,
      },
      { kind: "heading", text: "What we still need" },
      { kind: "list", items: missing },
      {
        kind: "notice",
        title: `Complete it by ${formatDate(completeBy)}`,
        text: "Sign in, open Apply and continue where you left off. If we do not receive the rest by this date, we cannot consider the application further and will close it. Nothing is owed, and you can apply again at any time.",
      },
      {
        kind: "paragraph",
        text: "If you need help with a question, or want to give the rest on paper or by phone, contact us at the address above.",
      },
    ],
  }),
});
