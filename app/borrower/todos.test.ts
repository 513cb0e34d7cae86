import { expect, it } from "vitest";
import type { LoanSummary } from "@/lib/lending/reading/loan-queries";
import { todos } from "./todos";

const loan: LoanSummary = {
  ...{
    id: "loan_1",
    number: 1,
    principal: "5000.00",
    termMonths: 12,
    method: "FLAT",
    acceptedOn: "2026-01-01",
    isAutopay: true,
  },
  status: "ACTIVE",
  owed: {
    balance: { fees: "0.00", interest: "50.00", principal: "5000.00" },
    paidToDate: "0.00",
    leftToPay: "5600.00",
    installments: { paid: 0, of: 12 },
    nextDue: { number: 1, dueOn: "2026-02-01", amount: "466.67" },
    dueAmount: "466.67",
    pastDueAmount: "466.67",
    daysPastDue: 2,
    onItsWay: "0.00",
  },
  chargeOff: null,
};
const nothing = { loans: [], applications: [], draft: null, accounts: [] };

it("asks for what is due, with the amount", () => {
  const [first] = todos({ ...nothing, loans: [loan], accounts: [{ status: "ACTIVE" }] });
  expect(first).toMatchObject({
    title: "Pay $466.67",
    href: "/borrower/loans/loan_1/repay",
    state: "needed",
  });
});

it("asks for a bank account when a running loan has none that works", () => {
  const titles = todos({ ...nothing, loans: [loan], accounts: [{ status: "DISABLED" }] }).map(
    ({ title }) => title,
  );
  expect(titles).toContain("Add a bank account");
});

it("puts what waits for the borrower before what the borrower waits for", () => {
  const loans: LoanSummary[] = [
    { ...loan, status: "AWAITING_FUNDS", owed: null },
    { ...loan, id: "loan_2", status: "DISBURSEMENT_FAILED", owed: null },
  ];
  expect(todos({ ...nothing, loans }).map(({ state }) => state)).toEqual(["needed", "waiting"]);
});

it("has nothing to say when nothing is open", () => {
  expect(todos({ ...nothing, loans: [{ ...loan, status: "CLOSED" }] })).toEqual([]);
  expect(todos({ ...nothing, loans: [{ ...loan, status: "CHARGED_OFF" }] })).toEqual([]);
});

it("says what is pending beside what is still due, and waits when nothing more is due", () => {
  const accounts = [{ status: "ACTIVE" }] as const;
  const owed = { ...loan.owed!, dueAmount: "100.00", onItsWay: "366.67" };
  const partly = todos({ ...nothing, loans: [{ ...loan, owed }], accounts: [...accounts] });
  expect(partly.map(({ title, state }) => [title, state])).toEqual([
    ["Pay $100.00", "needed"],
    ["$366.67 pending", "waiting"],
  ]);
  expect(partly[0]!.why).toContain("$366.67 is pending. This amount assumes that it clears.");
  const all = { ...owed, dueAmount: "0.00", pastDueAmount: "0.00", daysPastDue: 0 };
  const [only, ...others] = todos({ ...nothing, loans: [{ ...loan, owed: all }], accounts: [...accounts] });
  expect([only!.state, others]).toEqual(["waiting", []]);
});
