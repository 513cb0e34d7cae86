// The statement of an investor for a month or a year.
import { z } from "zod";
import { formatShortDate } from "@/lib/calendar/dates";
import { d, formatMoney, formatRate, sum, toMoney } from "@/lib/money/money";
import type { Block } from "@/lib/documents/engine/blocks";
import { amount, date, defineTemplate, line } from "./template";

const entry = z.object({
  on: date,
  investmentNumber: z.number(),
  description: line,
  debit: amount.nullable(),
  credit: amount.nullable(),
  balanceAfter: amount,
  transactionId: line,
});

const schema = z
  .object({
    investor: z.object({ name: line, email: line }),
    period: z.object({ name: line, from: date, to: date }),
    opening: amount,
    closing: amount,
    totals: z.object({ deposits: amount, interest: amount, payouts: amount, returned: amount }),
    investments: z.array(
      z.object({
        number: z.number(),
        principal: amount,
        interest: amount,
        annualRate: line, // fraction
        termMonths: z.number(),
        maturesOn: date.nullable(),
      }),
    ),
    entries: z.array(entry),
  })
  .refine((facts) => moved(facts.opening, facts.entries) === facts.closing, {
    path: ["closing"],
    message: "is not what the entries lead to from the opening balance",
  });

export type InvestorStatementFacts = z.output<typeof schema>;

function moved(opening: string, entries: readonly z.output<typeof entry>[]): string {
  const changes = entries.map(({ credit, debit }) => d(credit ?? "0").minus(d(debit ?? "0")));
  return toMoney(sum([d(opening), ...changes]));
}

export const investorStatement = defineTemplate({
  kind: "investor-statement",
  version: 1,
  schema,
  layout: (facts) => ({
    title: `Investor statement for ${facts.period.name}`,
    addressee: [facts.investor.name, facts.investor.email],
    references: [
      {
        label: "Period",
        value: `${formatShortDate(facts.period.from)} to ${formatShortDate(facts.period.to)}`,
      },
    ],
    blocks: [balances(facts), ...investments(facts), ...entries(facts), ...ends()],
  }),
});

function balances({ opening, closing, totals }: InvestorStatementFacts): Block {
  return {
    kind: "facts",
    caption: "Balances",
    rows: [
      { label: "Opening balance", value: usd(opening) },
      { label: "Deposits", value: usd(totals.deposits) },
      { label: "Interest credited", value: usd(totals.interest) },
      { label: "Paid out to you", value: usd(totals.payouts) },
      { label: "Returned payments and corrections", value: usd(totals.returned) },
      { label: "Closing balance", value: usd(closing), isMain: true },
    ],
  };
}

function investments({ investments: rows, period }: InvestorStatementFacts): Block[] {
  if (rows.length === 0) return [];
  return [
    { kind: "heading", text: `Investments on ${formatShortDate(period.to)}` },
    {
      kind: "table",
      caption: "Investments",
      columns: [
        { title: "Investment", align: "left" },
        { title: "Rate per year", align: "right" },
        { title: "Term", align: "left" },
        { title: "Matures", align: "left" },
        { title: "Principal", align: "right" },
        { title: "Interest", align: "right" },
      ],
      rows: rows.map(({ number, annualRate, termMonths, maturesOn, principal, interest }) => ({
        cells: [
          String(number),
          formatRate(annualRate),
          `${termMonths} months`,
          maturesOn ? formatShortDate(maturesOn) : "not started",
          formatMoney(principal),
          formatMoney(interest),
        ],
      })),
    },
  ];
}

function entries({ entries: rows, closing }: InvestorStatementFacts): Block[] {
  if (rows.length === 0)
    return [{ kind: "paragraph", text: "Nothing was posted to your investments in this period." }];
  const total = (side: "debit" | "credit") => formatMoney(sum(rows.map((row) => d(row[side] ?? "0"))));
  return [
    { kind: "heading", text: "Entries" },
    {
      kind: "table",
      caption: "Entries, oldest first, in US dollars",
      columns: [
        { title: "Date", align: "left" },
        { title: "Investment", align: "left" },
        { title: "Description", align: "left" },
        { title: "Debit", align: "right" },
        { title: "Credit", align: "right" },
        { title: "Balance", align: "right" },
        { title: "Ledger", align: "right" },
      ],
      rows: [
        ...rows.map((row) => ({
          cells: [
            formatShortDate(row.on),
            String(row.investmentNumber),
            row.description,
            row.debit === null ? "" : formatMoney(row.debit),
            row.credit === null ? "" : formatMoney(row.credit),
            formatMoney(row.balanceAfter),
            row.transactionId,
          ],
        })),
        {
          cells: ["Total", "", "", total("debit"), total("credit"), formatMoney(closing), ""],
          isTotal: true,
        },
      ],
    },
  ];
}

function ends(): Block[] {
  return [
    {
      kind: "paragraph",
      text: "Amounts are in US dollars and include posted entries only. The last column is the number of the transaction in our ledger. Write to us within 60 days if an entry is not correct.",
    },
  ];
}

const usd = (value: string) => formatMoney(value, { currency: "$" });
