// What a person agrees to before anything is shown to be signed electronically: the statement of 15 USC 7001(c)(1).
import { formatDate, type IsoDate } from "@/lib/calendar/dates";
import { clauses, labeled, paragraph } from "./plain-text";

/** Raised whenever a word of the text changes, so that a signed copy says which text it was. */
export const E_SIGN_VERSION = "e-sign-consent-3";

/**
 * The text of the consent to electronic documents and signatures.
 *
 * @param person whose consent it is, and the business date
 * @returns plain text, 78 columns, "\n" line ends
 *
 * @example eSignConsentText({ name: "Art Vandelay", on: "2026-01-05" }) // … "Your right to paper" …
 */
export function eSignConsentText({ name, on }: { name: string; on: IsoDate }): string {
  return [
    "CONSENT TO ELECTRONIC DOCUMENTS AND SIGNATURES",
    "Modern Lending",
    [labeled("For", name), labeled("Date", formatDate(on))].join("\n"),
    paragraph(
      "The federal E-Sign Act lets us give you documents electronically instead of on paper, and lets you sign them here, only if you agree first. Please read this before you agree.",
    ),
    clauses(CLAUSES),
    `Text ${E_SIGN_VERSION}`,
  ].join("\n\n");
}

const CLAUSES = [
  {
    heading: "What you agree to receive electronically",
    text: "Everything about your applications, loans, investments and bank accounts with us: disclosures such as the Truth in Lending disclosure, agreements, payment authorizations, notices of our decisions, statements and tax forms. Typing your name then has the same effect as signing on paper.",
  },
  {
    heading: "Your right to paper",
    text: "You may ask for any document on paper, even after you agree. You can print or save it from your account, or write to us and we will mail it to you. There is no charge.",
  },
  {
    heading: "Your right to withdraw",
    text: "You may withdraw this consent at any time under Settings, Electronic documents. There is no charge. After that, you cannot sign anything here until you agree again; what you signed before remains valid, and your loans and investments continue as agreed. We will send later notices on paper.",
  },
  {
    heading: "Keeping us up to date",
    text: "We contact you at the email address on your account. Notify us when it changes.",
  },
  {
    heading: "Showing that you can read our documents",
    text: "We give you documents as PDF files. Before you agree, open this text as a PDF and type the code in it.",
  },
  {
    heading: "What you need",
    text: "A device with internet access, a current version of Chrome, Edge, Firefox or Safari with cookies on, an email address, a program that opens PDF files, and a printer or storage if you want to keep copies. If these requirements change so that you might no longer be able to read your documents, we will notify you and ask for your consent again.",
  },
];
