// The loans of the servicing tests, asked and answered as `npm run calc -- loan` does: text in, text out.
import { answer } from "@/scripts/calc-answers";

type Line = { account: string; side: "debit" | "credit"; amount: string };
type Entry = { on: string; eventType: string; lines: Line[] };
type Row = Record<"dueOn" | "payment" | "principal" | "interest" | "parked" | "balance" | "paid", string> & {
  number: number;
  days: number;
};
type Money<Name extends string> = Record<Name, string>;

export type Answer = {
  status: string;
  balances: Money<"principal" | "interest" | "fees" | "credit">;
  contractual: Money<"principal" | "interest" | "fees">;
  daysPastDue: number;
  delinquentSince: string | null;
  bucket: string;
  pastDue: Money<"principal" | "interest" | "fees">;
  nextDue: { on: string; amount: string } | null;
  payoff: Money<"amount" | "perDiem">;
  payments: Money<"id" | "fees" | "interest" | "principal" | "credit" | "status">[];
  fees: Money<"id" | "assessedOn" | "amount" | "paid" | "waived">[];
  rows: Row[];
  journal: Entry[];
};

export type Event = { on: string; type: string } & Record<string, string | number>;

/** Art: 5,000.00 at 12% flat over twelve months from 2026-01-01. */
export const ART = {
  method: "flat",
  principal: "5000.00",
  annualRate: "0.12",
  installments: 12,
  frequency: "monthly",
  disbursedOn: "2026-01-01",
  firstDueOn: "2026-02-01",
  dayCount: "30/360",
  accrual: "schedule",
  rounding: "half-even",
  originationFee: "0.00",
  waterfall: "consumer",
  prepayment: "reduce-term",
  lateFee: { graceDays: 15, flat: "15.00", rate: "0.05", rule: "greater" },
  nonAccrualAfter: 90,
};

/** The same with equal installments by schedule, and with daily simple interest. */
export const ANNUITY = { ...ART, method: "equal-installment", lateFee: null, nonAccrualAfter: null };
export const DAILY = { ...ANNUITY, dayCount: "actual/365", accrual: "daily" };

export type Terms = Record<keyof typeof ART, unknown>;

export function life(terms: Terms, events: Event[], asOf: string): Answer {
  const result = answer("loan", { terms, events, asOf });
  if ("error" in result) throw new Error(JSON.stringify(result.error));
  return result as Answer;
}

/** The sentence with which a life is refused. */
export function refusal(terms: Terms, events: Event[], asOf = "2027-12-31"): string {
  const result = answer("loan", { terms, events, asOf });
  return "error" in result ? (result.error as { message: string }).message : "no error";
}

/** Payments `p1`, `p2`, … on the first of the months from February on. */
export function paidOnTime(count: number, amount: string): Event[] {
  return Array.from({ length: count }, (_, at) => paid(`p${at + 1}`, `2026-${pad(at + 2)}-01`, amount));
}

const pad = (month: number) => String(month).padStart(2, "0");

export function paid(id: string, on: string, amount: string, kind = "SCHEDULED"): Event {
  return { on, type: "payment", id, amount, kind };
}

/** Entries of a day as "Dr cash 466.67 · Cr interest 50.00 · Cr principal 416.67". */
export function entriesOn({ journal }: Answer, on: string): string[] {
  return journal.filter((entry) => entry.on === on).map(({ lines }) => lines.map(lineText).join(" · "));
}

function lineText({ account, side, amount }: Line): string {
  return `${side === "debit" ? "Dr" : "Cr"} ${account} ${amount}`;
}
