// From the terms of an investment to the text that is signed.
import { formatDate, type IsoDate } from "@/lib/calendar/dates";
import { formatMoney, formatRate } from "@/lib/money/money";
import { RAILS, type RailFor } from "@/lib/payments/rails";
import { clauses, labeled, paragraph, rule, table } from "./plain-text";

/** Raised whenever a word of the text changes, so that a signed copy says which text it was. */
export const INVESTMENT_AGREEMENT_VERSION = "investment-agreement-3";

export type InvestmentAgreementTerms = {
  investorName: string;
  agreedOn: IsoDate;
  principal: string; // dollars, like every amount here
  annualRate: string; // fraction, simple interest
  termMonths: number;
  forfeitedMonths: number; // of interest, by an early withdrawal
  totalInterest: string;
  maturityAmount: string; // principal and all interest
  rail: RailFor<"DEPOSIT">;
  accountWords: string; // "First Bank, ending in 6789"
  monthlyInterest: readonly string[]; // one per month of the term
};

/**
 * The text of an investment agreement.
 *
 * @param terms what the investor chose; the figures are written as given, none is computed here
 * @returns plain text, 78 columns, "\n" line ends
 *
 * @example investmentAgreement(brittanysTerms) // … "Amount at maturity … $10,480.00" …
 */
export function investmentAgreement(terms: InvestmentAgreementTerms): string {
  return [
    "INVESTMENT AGREEMENT",
    "Modern Lending",
    [labeled("Investor", terms.investorName), labeled("Date", formatDate(terms.agreedOn))].join("\n"),
    summary(terms),
    clauses(agreement(terms)),
    "INTEREST BY MONTH\nAmounts in US dollars, counted from the day the deposit clears.",
    table(
      ["Month", "Interest"],
      terms.monthlyInterest.map((amount, at) => [String(at + 1), formatMoney(amount)]),
    ),
    `Text ${INVESTMENT_AGREEMENT_VERSION}`,
  ].join("\n\n");
}

function summary(terms: InvestmentAgreementTerms): string {
  return [
    rule("="),
    labeled("Amount invested", usd(terms.principal)),
    labeled("Rate, simple interest per year", formatRate(terms.annualRate)),
    labeled("Term", `${terms.termMonths} months`),
    labeled("Interest over the term", usd(terms.totalInterest)),
    labeled("Amount at maturity", usd(terms.maturityAmount)),
    rule("="),
    paragraph(
      "This is not a bank deposit. It is not insured by the FDIC or by anyone else, and nobody guarantees that it will be repaid in full or on time. The money is lent to borrowers, some of whom may not repay.",
    ),
  ].join("\n");
}

function agreement(terms: InvestmentAgreementTerms) {
  const { name, uses } = RAILS[terms.rail];
  const deposit =
    uses.DEPOSIT?.direction === "DEBIT"
      ? `You authorize us to collect ${usd(terms.principal)} once, by ${name}, from your account (${terms.accountWords}).`
      : `You send ${usd(terms.principal)} by ${name} with the reference that we show you. The amount must be exact, so that we can match it.`;
  return [
    {
      heading: "The deposit",
      text: `${deposit} You may cancel until the deposit has been sent.`,
    },
    {
      heading: "When it starts",
      text: `The term starts on the day the deposit clears and ends ${terms.termMonths} months later. No interest is earned before that day. If the bank returns the deposit, the investment ends and interest credited on it is reversed.`,
    },
    {
      heading: "Interest",
      text: `Simple interest at ${formatRate(terms.annualRate)} per year is credited to your balance every month, counted from the start. It is not compounded, and it is paid with the principal at maturity.`,
    },
    {
      heading: "Where the money goes",
      text: "Your money joins a pool from which we lend to people and small businesses. You hold a claim against the pool, not a share in any one loan.",
    },
    {
      heading: "Maturity",
      text: `At the end of the term we pay principal and interest to your account (${terms.accountWords}), or to another account of yours that you choose. If the pool does not have enough cash on that day, the payout is delayed and we try again every banking day and as money arrives, oldest maturity first. A payout that we make by the next banking day is on time. When it waits longer, principal earns interest at your rate for every day since maturity.`,
    },
    {
      heading: "Early withdrawal",
      text: `You can ask to withdraw all or a part before maturity. You forfeit the interest of ${earlyMonths(terms.forfeitedMonths)} on that amount, and never more than it has earned. There is no penalty in the first ten days. We pay when the pool has the cash: requests are served once every banking day after matured payouts and in the order of the days on which they were made, and in proportion while there is not enough cash for all of them. You sign each request, and it shows the amounts.`,
    },
    {
      heading: "Signing and copies",
      text: "Typing your name signs this agreement electronically. We keep this exact text with its hash, time and version, and you can read and save it at any time under your documents.",
    },
  ];
}

function earlyMonths(months: number) {
  return months === 1 ? "one month" : `${months} months`;
}

function usd(amount: string) {
  return formatMoney(amount, { currency: "$" });
}
