// From the terms of a loan to the text that is signed: the disclosure that the Truth in Lending Act asks for (12 CFR
// 1026.18) first, then the agreement, then the whole schedule.
import { formatDate, formatShortDate, type IsoDate } from "@/lib/calendar/dates";
import { formatMoney, formatPercent, formatRate } from "@/lib/money/money";
import { clauses, labeled, paragraph, rule, table } from "./plain-text";

/** Raised whenever a word of the text changes, so that a signed copy says which text it was. */
export const LOAN_AGREEMENT_VERSION = "loan-agreement-5";

export type LoanAgreementTerms = {
  borrowerName: string; // legal name
  signer?: { name: string; title: string } | null; // who signs for a business
  agreedOn: IsoDate;
  method: "FLAT" | "EQUAL_INSTALLMENT" | "EQUAL_PRINCIPAL" | "INTEREST_ONLY";
  termMonths: number;
  principal: string; // dollars, like every amount here
  annualRate: string; // fraction
  apr: string; // percent, "21.46"
  originationFee: string; // withheld from the principal
  /** Null: none. */
  lateCharge: {
    graceDays: number;
    flat: string;
    rate: string; // fraction of the unpaid part of the payment
    rule: "greater" | "lesser" | "flat" | "rate";
    cap: string | null;
  } | null;
  returnedFee: string | null; // for a payment returned for lack of funds
  feesFirst: boolean;
  amountFinanced: string;
  financeCharge: string;
  totalOfPayments: string;
  assumedPaidOutOn: IsoDate; // the schedule is exact if the money leaves on this date
  schedule: readonly {
    number: number;
    dueOn: IsoDate;
    payment: string;
    principal: string;
    interest: string;
    balance: string; // principal still owed after it
  }[];
};

const METHOD_WORDS = {
  FLAT: "Interest is computed once on the whole principal for the whole term and spread evenly over the payments.",
  EQUAL_INSTALLMENT:
    "Interest is computed each month on the principal still owed. The payments are equal; the interest portion falls as the principal falls.",
  EQUAL_PRINCIPAL:
    "Interest is computed each month on the principal still owed. Each payment repays an equal share of the principal, so the payments fall.",
  INTEREST_ONLY:
    "Interest is computed each month on the principal, and only interest is paid until the last payment, which repays the whole principal.",
} as const;

const AHEAD_WORDS = {
  FLAT: "If nothing is due, a scheduled payment pays the next amount on the schedule. Any other amount lowers your principal, and the last payments are dropped with their interest.",
  BALANCE:
    "Any remainder pays the interest earned up to that day and then lowers your principal, on which no interest is charged from that day. A scheduled payment that you make early counts for the amount it was made for; interest earned after it is part of the next one.",
} as const;

/**
 * The text of a loan agreement, disclosure first.
 *
 * @param terms what was offered and accepted; the figures are written as given, none is computed here
 * @returns plain text, 78 columns, "\n" line ends
 *
 * @example loanAgreement(artsTerms) // … "ANNUAL PERCENTAGE RATE … 21.46%", "FINANCE CHARGE … $600.00" …
 */
export function loanAgreement(terms: LoanAgreementTerms): string {
  return [
    "LOAN AGREEMENT",
    "Modern Lending, lender",
    [
      labeled("Borrower", terms.borrowerName),
      ...(terms.signer ? [labeled("Signed for the borrower by", signerWords(terms.signer))] : []),
      labeled("Date", formatDate(terms.agreedOn)),
    ].join("\n"),
    disclosure(terms),
    clauses(agreement(terms)),
    `SCHEDULE OF PAYMENTS\n${paragraph(scheduleNote(terms))}`,
    scheduleTable(terms),
    `Text ${LOAN_AGREEMENT_VERSION}`,
  ].join("\n\n");
}

function disclosure(terms: LoanAgreementTerms): string {
  return [
    // The Truth in Lending Act does not cover credit for a business: 12 CFR 1026.3(a)(1).
    terms.signer ? "COMMERCIAL FINANCING DISCLOSURE" : "FEDERAL TRUTH-IN-LENDING DISCLOSURE",
    rule("="),
    labeled("ANNUAL PERCENTAGE RATE", formatPercent(terms.apr)),
    paragraph("The cost of your credit as a yearly rate.", 2),
    "",
    labeled("FINANCE CHARGE", usd(terms.financeCharge)),
    paragraph("The dollar amount the credit will cost you.", 2),
    rule("="),
    labeled("Amount financed", usd(terms.amountFinanced)),
    paragraph("The amount of credit provided to you or on your behalf.", 2),
    "",
    labeled("Total of payments", usd(terms.totalOfPayments)),
    paragraph("The amount you will have paid after you have made all payments as scheduled.", 2),
    rule("-"),
    "Payment schedule",
    paragraph(scheduleInWords(terms), 2),
    "",
    "Late payment",
    paragraph(lateWords(terms), 2),
    "",
    "Prepayment",
    paragraph(prepaymentWords(terms), 2),
    "",
    "Security",
    paragraph("None. The loan is unsecured.", 2),
    rule("-"),
    "Itemization of the amount financed",
    labeled("  Amount given to you directly", usd(terms.amountFinanced)),
    labeled("  Prepaid finance charge (origination fee)", usd(terms.originationFee)),
    labeled("  Principal of the loan", usd(terms.principal)),
    rule("="),
    paragraph(
      "See the agreement below for more on nonpayment, default and prepayment. The figures assume that the money is paid out on " +
        `${formatDate(terms.assumedPaidOutOn)}; if it is paid out on another day, the due dates move with it.`,
    ),
  ].join("\n");
}

function agreement(terms: LoanAgreementTerms) {
  return [
    {
      heading: "The loan",
      text: `We lend you ${usd(terms.principal)} for ${terms.termMonths} months at a nominal rate of ${formatRate(terms.annualRate)} per year. ${METHOD_WORDS[terms.method]}`,
    },
    {
      heading: "Disbursement",
      text: "We send the money to the bank account and by the payment method that you choose, as soon as the pool has enough available cash. No interest accrues before the payment has cleared. If it fails or is returned, you owe nothing for it and may choose another account.",
    },
    {
      heading: "Repayment",
      text: `You pay each amount on the schedule by its due date. A payment counts from the day you make it, unless it is returned. ${orderWords(terms)} ${AHEAD_WORDS[terms.method === "FLAT" ? "FLAT" : "BALANCE"]}`,
    },
    {
      heading: "Autopay",
      text: "You may authorize us to collect each payment from your bank account on its due date. You may turn this on or off at any time; the loan and its price do not depend on it.",
    },
    { heading: "Early payment", text: prepaymentWords(terms) },
    {
      heading: "Returned payments",
      text: `If your bank returns a payment, your account is restored to what it was before that payment: the amounts it had paid are due again from their original due dates. ${returnedWords(terms)}`,
    },
    {
      heading: "If you cannot pay",
      text: "Contact us before the due date. Your account shows a late payment with the number of days it is past due and what it costs.",
    },
    {
      heading: "Signing and copies",
      text: `${signingWords(terms)} We keep this exact text with its hash, time and version, and you can read and save it at any time under your documents.`,
    },
  ];
}

/** The late charge as it is in the box of the Truth in Lending Act, 12 CFR 1026.18(l). */
export function lateWords({ lateCharge }: Pick<LoanAgreementTerms, "lateCharge">): string {
  if (!lateCharge) return "No late charge. Interest already charged stays due until it is paid.";
  const { graceDays, flat, rate, rule, cap } = lateCharge;
  const share = `${formatRate(rate)} of the unpaid part of the payment`;
  const amount = {
    greater: `${usd(flat)} or ${share}, whichever is greater`,
    lesser: `${usd(flat)} or ${share}, whichever is less`,
    flat: usd(flat),
    rate: share,
  }[rule];
  const most = cap ? `, but no more than ${usd(cap)}` : "";
  return `If a payment is more than ${graceDays} days late, you will be charged ${amount}${most}. It is charged once for each late payment and bears no interest.`;
}

function orderWords({ feesFirst, lateCharge, returnedFee }: LoanAgreementTerms) {
  const due = "to amounts past due or due, oldest first, interest before principal";
  if (!lateCharge && !returnedFee) return `It goes first ${due}.`;
  return feesFirst ? `It goes first to fees, then ${due}.` : `It goes first ${due}; then to fees.`;
}

function returnedWords({ returnedFee }: LoanAgreementTerms) {
  if (!returnedFee) return "We do not charge a fee for this.";
  return `If it was returned because the account did not have enough money, we add a fee of ${usd(returnedFee)}, at most once per month for the same payment. We do not debit this fee by itself.`;
}

const signerWords = ({ name, title }: { name: string; title: string }) => `${name}, ${title}`;

function signingWords({ borrowerName, signer }: LoanAgreementTerms) {
  if (!signer) return "Typing your name signs this agreement electronically.";
  return `${signerWords(signer)}, signs this agreement electronically for ${borrowerName} by typing their name, and confirms that they have the authority to bind it.`;
}

function prepaymentWords(terms: LoanAgreementTerms) {
  const fee = /[1-9]/.test(terms.originationFee) ? " The origination fee is not refunded." : "";
  return `If you pay off early, you will not have to pay a penalty. You pay interest only for the time you had the money.${fee}`;
}

function scheduleInWords({ schedule }: LoanAgreementTerms) {
  const runs: { count: number; payment: string; from: IsoDate }[] = [];
  for (const { payment, dueOn } of schedule) {
    const last = runs.at(-1);
    if (last?.payment === payment) last.count++;
    else runs.push({ count: 1, payment, from: dueOn });
  }
  const shown = runs.length <= 4 ? runs : [...runs.slice(0, 1), ...runs.slice(-1)];
  const words = shown.map(({ count, payment, from }) =>
    count === 1
      ? `1 payment of ${usd(payment)} on ${formatDate(from)}`
      : `${count} monthly payments of ${usd(payment)}, beginning on ${formatDate(from)}`,
  );
  if (shown.length === runs.length) return `${words.join("; then ")}.`;
  return `${schedule.length} monthly payments: first ${words[0]}, last ${words[1]}; each payment is in the schedule below.`;
}

function scheduleNote(terms: LoanAgreementTerms) {
  return `Exact if the money is paid out on ${formatDate(terms.assumedPaidOutOn)}. Amounts in US dollars.`;
}

function scheduleTable({ schedule }: LoanAgreementTerms) {
  return table(
    ["No.", "Due", "Payment", "Principal", "Interest", "Still owed"],
    schedule.map((row) => [
      String(row.number),
      formatShortDate(row.dueOn),
      formatMoney(row.payment),
      formatMoney(row.principal),
      formatMoney(row.interest),
      formatMoney(row.balance),
    ]),
  );
}

function usd(amount: string) {
  return formatMoney(amount, { currency: "$" });
}
