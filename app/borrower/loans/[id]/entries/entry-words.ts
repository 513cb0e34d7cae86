// A ledger entry in a borrower's words. Pure.
import type { LoanEntries } from "@/lib/lending/reading/loan-queries";

type Entry = LoanEntries["entries"][number];

const EVENTS: Record<string, string> = {
  "borrower-disbursement": "Disbursed to you",
  "interest-calculation": "Interest charged",
  "interest-correction": "Interest accrued to date",
  "borrower-repayment": "Your payment",
  "charge-off": "Charged off",
};

/** @example "Interest charged for payment 3" */
export function entryWords({
  eventType,
  parent,
  metadata,
}: Pick<Entry, "eventType" | "parent" | "metadata">) {
  if (eventType === "reversal") {
    const undone = parent && EVENTS[parent.eventType];
    return undone ? `Reversed: ${undone.toLowerCase()}` : "Reversed: interest charged";
  }
  const words = EVENTS[eventType] ?? eventType;
  return eventType === "interest-calculation" && metadata.period
    ? `${words} for payment ${metadata.period}`
    : words;
}

export function accountWord(code: string) {
  return code.endsWith(":principal") ? "Principal" : "Interest";
}

/** What you owe rises with a debit and falls with a credit. */
export function changeOf({ side, normalSide, amount }: Pick<Entry, "side" | "normalSide" | "amount">) {
  return side === normalSide ? amount : `-${amount}`;
}
