// The monthly statement of a loan. Its lines follow what 12 CFR 1026.41 asks of periodic statements of mortgages, which no rule
// asks of other loans: amount due and its split, what was paid, the balance, and where to turn.
import { z } from "zod";
import { formatDate, formatShortDate } from "@/lib/calendar/dates";
import { d, formatMoney, formatRate, sum, toMoney } from "@/lib/money/money";
import type { Block, Fact } from "@/lib/documents/engine/blocks";
import { amount, date, defineTemplate, line } from "./template";

const parts = z.object({ interest: amount, principal: amount });
const entry = z.object({
  on: date,
  description: line,
  interest: amount, // above zero is what the borrower owes more
  principal: amount,
  transactionId: line,
});

const schema = z
  .object({
    borrower: z.object({ name: line, email: line }),
    loan: z.object({ number: z.number(), annualRate: line, disbursedOn: date }),
    period: z.object({ name: line, from: date, to: date }),
    opening: parts,
    closing: parts,
    entries: z.array(entry),
    paid: parts,
    due: z.object({
      asOf: date,
      next: z.object({ dueOn: date, amount, interest: amount, principal: amount }).nullable(),
      pastDue: amount,
      daysPastDue: z.number(),
      onItsWay: amount,
      isAutopay: z.boolean(),
    }),
  })
  .superRefine(({ opening, closing, entries }, context) => {
    for (const part of ["interest", "principal"] as const) {
      const reached = sum([d(opening[part]), ...entries.map((each) => d(each[part]))]);
      if (toMoney(reached) !== closing[part])
        context.addIssue({
          code: "custom",
          path: ["closing", part],
          message: "is not what the entries lead to from the opening balance",
        });
    }
  });

export type LoanStatementFacts = z.output<typeof schema>;

export const loanStatement = defineTemplate({
  kind: "loan-statement",
  version: 1,
  schema,
  layout: (facts) => ({
    title: `Loan statement for ${facts.period.name}`,
    addressee: [facts.borrower.name, facts.borrower.email],
    references: [
      { label: "Loan", value: String(facts.loan.number) },
      {
        label: "Period",
        value: `${formatShortDate(facts.period.from)} to ${formatShortDate(facts.period.to)}`,
      },
    ],
    blocks: [...due(facts), ...balance(facts), ...entries(facts), ...ends(facts)],
  }),
});

function due({
  due: { asOf, next, pastDue, daysPastDue, onItsWay, isAutopay },
}: LoanStatementFacts): Block[] {
  const rows: Fact[] = [];
  if (next) {
    rows.push({
      label: `Next payment, due ${formatDate(next.dueOn)}`,
      value: usd(next.amount),
      isMain: true,
    });
    rows.push({ label: "of which interest", value: usd(next.interest) });
    rows.push({ label: "of which principal", value: usd(next.principal) });
  } else rows.push({ label: "Next payment", value: "None", isMain: true });
  if (!d(pastDue).isZero())
    rows.push({ label: `Past due for ${days(daysPastDue)}`, value: usd(pastDue), isMain: true });
  if (!d(onItsWay).isZero()) rows.push({ label: "Payments that have not cleared yet", value: usd(onItsWay) });
  rows.push({ label: "Autopay", value: isAutopay ? "On" : "Off" });
  return [
    { kind: "heading", text: `Amount due, as of ${formatDate(asOf)}` },
    { kind: "facts", caption: "Amount due", rows },
  ];
}

function balance({ opening, closing, paid, period, loan }: LoanStatementFacts): Block[] {
  const whole = (of: { interest: string; principal: string }) =>
    toMoney(d(of.interest).plus(d(of.principal)));
  const row = (label: string, of: { interest: string; principal: string }, isTotal = false) => ({
    cells: [label, formatMoney(of.principal), formatMoney(of.interest), formatMoney(whole(of))],
    isTotal,
  });
  return [
    { kind: "heading", text: "Your balance" },
    {
      kind: "table",
      caption: "Balance, in US dollars",
      columns: [
        { title: "Balance", align: "left" },
        { title: "Principal", align: "right" },
        { title: "Interest", align: "right" },
        { title: "Total", align: "right" },
      ],
      rows: [
        row(`Before ${formatShortDate(period.from)}`, opening),
        row("Paid in this period", paid),
        row(`On ${formatShortDate(period.to)}`, closing, true),
      ],
    },
    {
      kind: "paragraph",
      text: `Nominal rate ${formatRate(loan.annualRate)} per year. The balance is what has been charged and not paid; it is not a payoff amount. Ask for a payoff letter on the loan's page.`,
    },
  ];
}

function entries({ entries: rows }: LoanStatementFacts): Block[] {
  if (rows.length === 0)
    return [{ kind: "paragraph", text: "Nothing was posted to this loan in this period." }];
  return [
    { kind: "heading", text: "Transactions" },
    {
      kind: "table",
      caption: "Transactions, oldest first, in US dollars",
      columns: [
        { title: "Date", align: "left" },
        { title: "Description", align: "left" },
        { title: "Principal", align: "right" },
        { title: "Interest", align: "right" },
        { title: "Ledger", align: "right" },
      ],
      rows: rows.map((row) => ({
        cells: [
          formatShortDate(row.on),
          row.description,
          formatMoney(row.principal),
          formatMoney(row.interest),
          row.transactionId,
        ],
      })),
    },
  ];
}

function ends({ due: { daysPastDue } }: LoanStatementFacts): Block[] {
  return [
    {
      kind: "notice",
      title: daysPastDue > 0 ? "Your payment is late" : "If you cannot make a payment",
      text: "Write to us or call us before the due date. The address and the telephone number are at the top of this page.",
    },
  ];
}

const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);
const usd = (value: string) => formatMoney(value, { currency: "$" });
