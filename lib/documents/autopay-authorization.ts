// From a loan and a bank account to the authorization of automatic payment that is signed: what Regulation E (12 CFR
// 1005.10) and the rules of the ACH network require in such a text.
import { formatDate, formatShortDate, type IsoDate } from "@/lib/calendar/dates";
import { formatMoney } from "@/lib/money/money";
import { clauses, labeled, paragraph, rule, table } from "./plain-text";

/** Raised whenever a word of the text changes, so that a signed copy says which text it was. */
export const AUTOPAY_AUTHORIZATION_VERSION = "autopay-authorization-2";

export type AutopayTerms = {
  borrowerName: string; // legal name
  signer: { name: string; title: string } | null; // who signs for a business
  loanNumber: number;
  agreedOn: IsoDate;
  account: { bankName: string; accountType: string; last4: string };
  /** False while the money has not been paid out: the due dates then move with it. */
  isPaidOut: boolean;
  /** What autopay will collect; dollars. */
  installments: readonly { number: number; dueOn: IsoDate; amount: string }[];
};

/**
 * The text of an autopay authorization.
 *
 * @param terms the account and the installments, written as given, none is computed here
 * @returns plain text, 78 columns, "\n" line ends
 *
 * @example autopayAuthorization(artsTerms) // … "from your checking account ending in 6789" …
 */
export function autopayAuthorization(terms: AutopayTerms): string {
  const { borrowerName, signer, loanNumber, agreedOn, account, installments } = terms;
  return [
    "AUTHORIZATION FOR AUTOMATIC PAYMENTS",
    "Modern Lending, lender",
    [
      labeled("Borrower", borrowerName),
      ...(signer ? [labeled("Signed for the borrower by", `${signer.name}, ${signer.title}`)] : []),
      labeled("Loan", String(loanNumber)),
      labeled("Account", `${account.bankName}, ${account.accountType}, ending in ${account.last4}`),
      labeled("Date", formatDate(agreedOn)),
    ].join("\n"),
    `${rule("=")}\n${paragraph(
      "This authorization is your choice. The loan, its rate and its fees are the same without it, and you can revoke it at any time.",
    )}\n${rule("=")}`,
    clauses(agreement(terms)),
    `SCHEDULE OF DEBITS\n${paragraph(scheduleNote(terms))}`,
    table(
      ["#", "Due", "Amount"],
      installments.map(({ number, dueOn, amount }) => [
        String(number),
        formatShortDate(dueOn),
        formatMoney(amount),
      ]),
    ),
    `Text ${AUTOPAY_AUTHORIZATION_VERSION}`,
  ].join("\n\n");
}

function agreement({ account }: AutopayTerms) {
  return [
    {
      heading: "What you authorize",
      text: `You authorize Modern Lending to debit the installments below by ACH from your ${account.accountType} account ending in ${account.last4} at ${account.bankName}: each installment once, on its due date or the next banking day, by a debit that your statement shows as LOAN PYMT. One debit never collects more than one installment. Amounts past due, and whatever you owe beyond the installment, are not collected unless you make that payment yourself.`,
    },
    {
      heading: "When a debit is returned",
      text: "If your bank returns a debit for insufficient or uncollected funds, we present the same amount again, at most twice within 180 days, and your statement shows RETRY PYMT. We notify you of the date before each attempt. The first attempt is on the next Friday, 1st or 15th at least three banking days after the return; the second is at least seven banking days later. If the second attempt is also returned, this authorization ends. A payment that you make yourself and that is returned in this way is presented again in the same manner, for the installment it was made for.",
    },
    {
      heading: "Notice of varying amounts",
      text: "You have the right to notice of the amount and date of a debit at least ten days before it, whenever the amount differs from the previous debit. You choose to be notified only when a debit would be more than the amount of its installment below. Early payments reduce or replace a later debit.",
    },
    {
      heading: "How to revoke this authorization",
      text: "Turn off autopay on the loan's page, or write to us. This takes effect immediately for every debit that has not been sent to the bank; three business days before the due date is always enough. You may also order your bank, orally or in writing, to stop a payment at least three business days before its date. Revoking this authorization does not change what you owe: you then make each payment yourself.",
    },
    {
      heading: "Another account",
      text: "This authorization is for the account named above. To use another account, sign a new authorization, which ends this one.",
    },
    {
      heading: "Signing and copies",
      text: "Typing your name signs this authorization electronically. We keep this exact text with its hash, time and version, and you can read, print and save it at any time from the loan's page.",
    },
  ];
}

function scheduleNote({ isPaidOut }: AutopayTerms): string {
  return isPaidOut
    ? "The installments due from today onward."
    : "The installments if the money is paid out today. If it is paid out on another day, the due dates move with it and the amounts stay the same, except for interest counted in days.";
}
