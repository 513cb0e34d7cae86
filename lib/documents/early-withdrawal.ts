// From a request to leave an investment early to the text that is signed.
import { formatDate, type IsoDate } from "@/lib/calendar/dates";
import { formatMoney, formatRate } from "@/lib/money/money";
import { clauses, labeled, paragraph, rule } from "./plain-text";

/** Raised whenever a word of the text changes, so that a signed copy says which text it was. */
export const EARLY_WITHDRAWAL_VERSION = "early-withdrawal-1";

type EarlyWithdrawalTerms = {
  investorName: string;
  investmentNumber: number;
  /** Dollars, like every amount here. */
  principal: string;
  annualRate: string; // fraction
  termMonths: number;
  maturesOn: IsoDate;
  forfeitedMonths: number;
  requestedOn: IsoDate;
  /** Principal that leaves. */
  amount: string;
  /** On the first day on which it can be paid. */
  estimate: { on: IsoDate; earned: string; penalty: string; paid: string };
};

/**
 * The text of a request to withdraw before maturity. It amends an agreement that has no early withdrawal, and says what is forfeited
 * and how requests are served.
 *
 * @returns plain text, 78 columns, "\n" line ends
 */
export function earlyWithdrawalRequest(terms: EarlyWithdrawalTerms): string {
  const { estimate, forfeitedMonths } = terms;
  const usd = (amount: string) => formatMoney(amount, { currency: "$" });
  return [
    "REQUEST FOR EARLY WITHDRAWAL",
    "Modern Lending",
    [
      labeled("Investor", terms.investorName),
      labeled("Investment", String(terms.investmentNumber)),
      labeled("Principal", usd(terms.principal)),
      labeled("Rate, simple interest per year", formatRate(terms.annualRate)),
      labeled("Term", `${terms.termMonths} months, until ${formatDate(terms.maturesOn)}`),
      labeled("Requested on", formatDate(terms.requestedOn)),
    ].join("\n"),
    [
      rule("="),
      labeled("Principal to withdraw", usd(terms.amount)),
      labeled(`If paid on ${formatDate(estimate.on)}: interest earned`, usd(estimate.earned)),
      labeled("Less the penalty", usd(estimate.penalty)),
      labeled("Paid to your account", usd(estimate.paid)),
      rule("="),
      paragraph("The day of payment is not certain. Earned interest is counted to the day of payment."),
    ].join("\n"),
    clauses([
      {
        heading: "What you forfeit",
        text: `The penalty is the interest of ${forfeitedMonths} ${forfeitedMonths === 1 ? "month" : "months"} on the amount that you withdraw. It is never more than the interest earned on that amount, so your principal is not reduced. There is no penalty in the first ten days of the term, the day of the deposit included.`,
      },
      {
        heading: "When you are paid",
        text: "Requests are served once every banking day, from the cash that is left after payouts of matured investments and a reserve. Requests of an earlier day come first. Requests of one day share what is left in proportion to their amounts. When the cash of today and of the next five banking days does not suffice for all requests, all of them share each day's amount in proportion, whenever they were made. That amount is at most 2% of what we owe to investors.",
      },
      {
        heading: "Until then",
        text: "What is not paid yet goes on earning interest at your rate, and you can cancel the request for it at any time. If the investment matures first, the rest is paid as a matured investment, without a penalty.",
      },
      {
        heading: "Your agreement",
        text: "This request amends your investment agreement for the amount above, also where the agreement says that the amount is committed for the whole term. Everything else in it remains in force.",
      },
      {
        heading: "Signing and copies",
        text: "Typing your name signs this request electronically. We keep this exact text with its hash, time and version, and you can read and save it at any time under your documents.",
      },
    ]),
    `Text ${EARLY_WITHDRAWAL_VERSION}`,
  ].join("\n\n");
}
