// From an investment to the text of a standing instruction for its maturity.
import { formatDate, type IsoDate } from "@/lib/calendar/dates";
import { formatMoney, formatRate } from "@/lib/money/money";
import { clauses, labeled, paragraph, rule } from "./plain-text";

/** Raised whenever a word of the text changes, so that a signed copy says which text it was. */
export const MATURITY_INSTRUCTION_VERSION = "maturity-instruction-1";

export type MaturityInstructionTerms = {
  investorName: string;
  investmentNumber: number;
  maturityAmount: string; // dollars
  termMonths: number;
  annualRate: string; // fraction, of the investment that matures
  maturesOn: IsoDate | null; // null while the deposit is pending
};

/**
 * The text of an instruction to reinvest at maturity, as it is shown before the investor fills in a minimum rate and signs.
 *
 * @returns plain text, 78 columns, "\n" line ends
 */
export function maturityInstruction(terms: MaturityInstructionTerms): string {
  const { investorName, investmentNumber, maturesOn, termMonths } = terms;
  return [
    "INSTRUCTION TO REINVEST AT MATURITY",
    "Modern Lending",
    [
      labeled("Investor", investorName),
      labeled("Investment", String(investmentNumber)),
      labeled("Amount at maturity", formatMoney(terms.maturityAmount, { currency: "$" })),
      labeled("Rate until then", formatRate(terms.annualRate)),
      labeled(
        "Matures on",
        maturesOn ? formatDate(maturesOn) : `${termMonths} months after the deposit clears`,
      ),
    ].join("\n"),
    `${rule("=")}\n${paragraph(
      "The rate of the new investment is not known today. This is not a bank deposit, it is not insured, and nobody guarantees that it will be repaid in full or on time.",
    )}\n${rule("=")}`,
    clauses([
      {
        heading: "What happens",
        text: `At maturity we do not pay out. Principal and interest are invested again for ${termMonths} months, from the day of maturity, at the rate that we then offer for this term. Everything else is as in your investment agreement.`,
      },
      {
        heading: "When we pay out instead",
        text: "We pay principal and interest to your account, as without this instruction, when we no longer offer this term, when the rate that we offer is below your minimum rate, when the amount is outside the limits of the offer, or when your accounts are frozen.",
      },
      {
        heading: "Changing your mind",
        text: "You can withdraw this instruction on the page of the investment until the day before maturity. We notify you on the day of maturity of what happened and at which rate.",
      },
      {
        heading: "A returned deposit",
        text: "If the bank returns the deposit of the first investment, the new one ends as well, and interest credited on both is reversed.",
      },
      {
        heading: "Signing and copies",
        text: "Typing your name signs this instruction electronically. We keep this exact text with your minimum rate, its hash, time and version, and you can read and save it at any time under your documents.",
      },
    ]),
    `Text ${MATURITY_INSTRUCTION_VERSION}`,
  ].join("\n\n");
}

/** The text with what the investor filled in. */
export function signedInstruction(text: string, minimumRate: string | null): string {
  return `${text}\n\n${labeled("Minimum rate", minimumRate ? formatRate(minimumRate) : "None")}`;
}
