// Letters about a loan and an investment: payoff, paid in full, maturity.
import { z } from "zod";
import { formatDate } from "@/lib/calendar/dates";
import { d, formatMoney, formatRate, toMoney } from "@/lib/money/money";
import { amount, date, defineTemplate, line } from "./template";

const person = z.object({ name: line, email: line });
const usd = (value: string) => formatMoney(value, { currency: "$" });
const addressee = ({ name, email }: z.output<typeof person>) => [name, email];

/**
 * What pays a loan off through a date. The lender's duty to quote it within seven business days is 12 CFR 1026.36(c)(3) for
 * dwellings; for other loans it is our promise.
 */
export const payoffLetter = defineTemplate({
  kind: "payoff-letter",
  version: 1,
  schema: z
    .object({
      borrower: person,
      loanNumber: z.number(),
      quotedOn: date,
      goodThrough: date,
      principal: amount,
      interest: amount,
      fees: amount,
      total: amount,
      perDiem: z.string("is missing").regex(/^\d+\.\d{4}$/, "is not an amount such as 1.2506"),
      onItsWay: amount,
    })
    .refine(
      ({ principal, interest, fees, total }) =>
        toMoney(d(principal).plus(d(interest)).plus(d(fees))) === total,
      { path: ["total"], message: "is not the sum of its parts" },
    ),
  layout: (facts) => ({
    title: "Payoff letter",
    addressee: addressee(facts.borrower),
    references: [
      { label: "Loan", value: String(facts.loanNumber) },
      { label: "Good through", value: formatDate(facts.goodThrough) },
    ],
    blocks: [
      {
        kind: "paragraph",
        text: `You asked what pays off loan ${facts.loanNumber}. The amount below pays it off in full if we receive it on ${formatDate(facts.goodThrough)}. It was computed on ${formatDate(facts.quotedOn)}.`,
      },
      {
        kind: "facts",
        caption: "Payoff amount",
        rows: [
          { label: "Principal", value: usd(facts.principal) },
          { label: "Interest", value: usd(facts.interest) },
          { label: "Fees", value: usd(facts.fees) },
          { label: "Payoff amount", value: usd(facts.total), isMain: true },
          { label: "Interest per day", value: `$${facts.perDiem}` },
        ],
      },
      {
        kind: "paragraph",
        text: "For each day before that date, the payoff is lower by the interest per day, and for each later day of the same period it is higher by it, rounded to the cent. The amount changes when a payment is made or returned. On the day you pay, the loan's page shows the exact amount.",
      },
      ...(d(facts.onItsWay).isZero()
        ? []
        : [
            {
              kind: "notice" as const,
              title: "Payments that have not cleared yet",
              text: `This amount assumes that payments of ${usd(facts.onItsWay)} clear. If one is returned, you owe it in addition.`,
            },
          ]),
      { kind: "heading", text: "How to pay" },
      {
        kind: "paragraph",
        text: "Open the loan in your account, choose Pay, and choose the full payoff. There is no charge for this letter and none for paying early.",
      },
    ],
  }),
});

export const paidInFull = defineTemplate({
  kind: "paid-in-full",
  version: 1,
  schema: z.object({
    borrower: person,
    loanNumber: z.number(),
    disbursedOn: date,
    closedOn: date,
    principal: amount,
    principalPaid: amount,
    interestPaid: amount,
    /** The last payment can still be returned by its bank until then; null: it is final. */
    finalOn: date.nullable(),
  }),
  layout: (facts) => ({
    title: "Your loan is paid in full",
    addressee: addressee(facts.borrower),
    references: [{ label: "Loan", value: String(facts.loanNumber) }],
    blocks: [
      {
        kind: "paragraph",
        text: `Loan ${facts.loanNumber}, paid out on ${formatDate(facts.disbursedOn)}, was paid in full on ${formatDate(facts.closedOn)}. Its balance is zero and you owe nothing more on it.`,
      },
      {
        kind: "facts",
        caption: "What you paid",
        rows: [
          { label: "Principal of the loan", value: usd(facts.principal) },
          { label: "Principal paid", value: usd(facts.principalPaid) },
          { label: "Interest paid", value: usd(facts.interestPaid) },
          {
            label: "Paid in all",
            value: usd(toMoney(d(facts.principalPaid).plus(d(facts.interestPaid)))),
            isMain: true,
          },
        ],
      },
      ...(facts.finalOn
        ? [
            {
              kind: "notice" as const,
              title: "If a payment is returned",
              text: `Your last payment was an ACH debit, which your bank can return until ${formatDate(facts.finalOn)}. If it is returned, the loan is open again for its amount.`,
            },
          ]
        : []),
      {
        kind: "paragraph",
        text: "The loan was unsecured, so there is no lien to release. Keep this letter.",
      },
    ],
  }),
});

export const maturityNotice = defineTemplate({
  kind: "maturity-notice",
  version: 1,
  schema: z.object({
    investor: person,
    investmentNumber: z.number(),
    annualRate: line,
    termMonths: z.number(),
    maturesOn: date,
    principal: amount,
    interest: amount,
    total: amount,
    account: z.object({ bankName: line, last4: line }),
  }),
  layout: (facts) => ({
    title: "Your investment matures soon",
    addressee: addressee(facts.investor),
    references: [{ label: "Investment", value: String(facts.investmentNumber) }],
    blocks: [
      {
        kind: "paragraph",
        text: `Investment ${facts.investmentNumber} (${facts.termMonths} months at ${formatRate(facts.annualRate)} per year) matures on ${formatDate(facts.maturesOn)}. On that day we start the payout to your account at ${facts.account.bankName} ending in ${facts.account.last4}. It earns no interest after that date.`,
      },
      {
        kind: "facts",
        caption: "Payout at maturity",
        rows: [
          { label: "Principal", value: usd(facts.principal) },
          { label: "Interest for the whole term", value: usd(facts.interest) },
          { label: "Payout", value: usd(facts.total), isMain: true },
        ],
      },
      {
        kind: "paragraph",
        text: "You need to do nothing. To be paid to another bank account, change it on the investment's page before that day.",
      },
    ],
  }),
});
