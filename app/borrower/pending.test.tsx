// What the borrower's screens say of a loan while a payment is on its way.
import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import type { LoanSummary, LoanView, Owed } from "@/lib/lending/reading/loan-queries";
import type { RepaymentQuote } from "@/lib/lending/repayment/quote-repayment";
import { LoanTable } from "./_parts/loan-table";
import { Figures } from "./loans/[id]/figures";
import { Split } from "./loans/[id]/repay/review/split";
import { OwedNow } from "./owed-now";

const text = (node: ReactNode) =>
  renderToStaticMarkup(node)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll(" .", ".");

const owed: Owed = {
  balance: { fees: "0.00", interest: "50.00", principal: "5000.00" },
  paidToDate: "0.00",
  leftToPay: "5600.00",
  installments: { paid: 0, of: 12 },
  nextDue: { number: 2, dueOn: "2026-03-01", amount: "466.67" },
  dueAmount: "0.00",
  pastDueAmount: "0.00",
  daysPastDue: 0,
  onItsWay: "466.67",
};
const loanWith = (change: Partial<Owed>) =>
  ({
    ...{ id: "loan_1", number: 1, status: "ACTIVE", principal: "5000.00", termMonths: 12, method: "FLAT" },
    ...{ acceptedOn: "2026-01-01", chargeOff: null, owed: { ...owed, ...change } },
  }) as LoanSummary;
const figures = (change: Partial<Owed>) => {
  const loan = loanWith(change);
  return <Figures loan={loan as LoanView} owed={loan.owed!} />;
};
const quote = (change: Partial<RepaymentQuote>): RepaymentQuote => ({
  ...{ kind: "PAYOFF", amount: "4600.00", extraPrincipal: "0.00" },
  ...{ parts: { fees: "0.00", interest: "50.00", principal: "4550.00" } },
  ...{ remainingPrincipal: "0.00", payoffAmount: "4600.00", perDiem: "1.6667", goodThrough: "2026-02-02" },
  ...{ pending: "466.67", countsForDueOn: null, scheduleAfter: null },
  ...change,
});

const ASSUMES = /466\.67 is pending\. (This|These) (amount )?(assumes?|amounts assume) that it clears/;

describe("while a payment is pending", () => {
  const screens: [string, ReactNode][] = [
    ["the overview", <OwedNow key="1" loans={[loanWith({})]} />],
    ["the overview with more due", <OwedNow key="2" loans={[loanWith({ dueAmount: "100.00" })]} />],
    ["the list of loans", <LoanTable key="3" loans={[loanWith({})]} />],
    ["the list of loans after the last payment", <LoanTable key="4" loans={[loanWith({ nextDue: null })]} />],
    ["the loan", figures({})],
    ["the loan, past due", figures({ daysPastDue: 3, pastDueAmount: "20.00", dueAmount: "20.00" })],
    ["the loan after the last payment", figures({ nextDue: null })],
    ["the review of a payoff", <Split key="5" quote={quote({})} />],
    ["the review of a payment", <Split key="6" quote={quote({ kind: "SCHEDULED" })} />],
  ];
  it.each(screens)(
    "%s says so, that its amounts assume that it clears, and never that nothing is owed",
    (_, screen) => {
      const words = text(screen);
      expect(words).toMatch(ASSUMES);
      expect(words).not.toMatch(/nothing (is|will be) owed|nothing is late/i);
    },
  );

  it("the overview names it also when nothing else is scheduled", () => {
    expect(text(<OwedNow loans={[loanWith({ nextDue: null })]} />)).toMatch(/Pending.*466\.67.*If it clears/);
  });
});

it("with nothing pending the same screens say nothing of it", () => {
  const none = { onItsWay: "0.00" };
  for (const screen of [
    <OwedNow key="1" loans={[loanWith(none)]} />,
    figures(none),
    <Split key="2" quote={quote({ pending: "0.00" })} />,
  ])
    expect(text(screen)).not.toMatch(/pending/i);
  expect(text(<Split quote={quote({ pending: "0.00" })} />)).toContain("nothing is owed");
});
