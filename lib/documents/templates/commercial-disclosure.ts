// The disclosure of a commercial loan before it is signed: what Cal. Fin. Code § 22802 and article 8 of the N.Y. Financial Services Law ask
// for, given to every business, with the APR as Regulation Z computes it (12 CFR 1026.22 and Appendix J).
import { z } from "zod";
import { formatDate } from "@/lib/calendar/dates";
import { formatMoney, formatPercent, formatRate } from "@/lib/money/money";
import { amount, date, defineTemplate, line } from "./template";

const usd = (dollars: string) => formatMoney(dollars, { currency: "$" });

export const commercialDisclosure = defineTemplate({
  kind: "commercial-disclosure",
  version: 1,
  schema: z.object({
    recipient: z.object({ company: line, email: line }),
    applicationNumber: z.number(),
    expiresOn: date,
    principal: amount,
    originationFee: amount,
    amountFinanced: amount,
    apr: line, // percent, "21.46"
    annualRate: line, // fraction
    financeCharge: amount,
    totalOfPayments: amount,
    termMonths: z.number(),
    monthlyPayment: amount,
    lastPayment: amount,
  }),
  layout: (facts) => ({
    title: "Commercial financing disclosure",
    addressee: [facts.recipient.company, facts.recipient.email],
    references: [
      { label: "Application", value: String(facts.applicationNumber) },
      { label: "Offer open until", value: formatDate(facts.expiresOn) },
    ],
    blocks: [
      {
        kind: "paragraph",
        text: "This is the cost of one specific offer of commercial financing. Read it before you sign the loan agreement, and compare it with other offers.",
      },
      {
        kind: "facts",
        caption: "Cost of the financing",
        rows: [
          { label: "Annual percentage rate (APR)", value: formatPercent(facts.apr), isMain: true },
          { label: "Finance charge", value: usd(facts.financeCharge), isMain: true },
          { label: "Loan amount", value: usd(facts.principal) },
          { label: "Origination fee, withheld", value: usd(facts.originationFee) },
          { label: "Funds you receive", value: usd(facts.amountFinanced) },
          { label: "Total of payments", value: usd(facts.totalOfPayments) },
          { label: "Term", value: `${facts.termMonths} months` },
          { label: "Interest rate per year", value: formatRate(facts.annualRate) },
        ],
      },
      { kind: "heading", text: "Payments" },
      {
        kind: "paragraph",
        text: `You make ${payments(facts)} The first is due one month after the money is paid out, and the others follow monthly. You may pay by ACH from your bank account, by hand or with autopay.`,
      },
      { kind: "heading", text: "How the APR is computed" },
      {
        kind: "paragraph",
        text: "The APR expresses the finance charge, interest and fees together, as a yearly rate. It takes into account when you receive the money and when you pay it back, and is computed as Regulation Z prescribes for consumer loans. It is not the interest rate.",
      },
      { kind: "heading", text: "Prepayment" },
      {
        kind: "paragraph",
        text: `You may pay off the loan early at any time. There is no prepayment charge, and you owe interest only for the time you had the money.${/[1-9]/.test(facts.originationFee) ? " The origination fee is not refunded, so the finance charge does not fall below it." : ""}`,
      },
      { kind: "heading", text: "Other charges and collateral" },
      {
        kind: "paragraph",
        text: "There is no late charge and no fee for a returned payment. The loan is unsecured: there is no collateral.",
      },
      {
        kind: "notice",
        title: "Receipt",
        text: "Whoever signs the loan agreement for the business signs this disclosure too, and confirms that the business received it before signing.",
      },
    ],
  }),
});

type Payments = { termMonths: number; monthlyPayment: string; lastPayment: string };

function payments({ termMonths, monthlyPayment, lastPayment }: Payments): string {
  if (monthlyPayment === lastPayment) return `${termMonths} monthly payments of ${usd(monthlyPayment)}.`;
  return `${termMonths} monthly payments, beginning with ${usd(monthlyPayment)} and ending with ${usd(lastPayment)}; every payment is in the schedule of the agreement.`;
}
