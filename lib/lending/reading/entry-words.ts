// A ledger entry in a borrower's words. Pure.
import type { AccountEntry } from "@/lib/ledger/queries";

type Entry = Pick<AccountEntry, "eventType" | "metadata"> & { parent: { eventType: string } | null };

const EVENTS: Record<string, string> = {
  "borrower-disbursement": "Disbursed to you",
  "interest-calculation": "Interest charged",
  "interest-correction": "Interest accrued to date",
  "borrower-repayment": "Your payment",
  "charge-off": "Charged off",
};

/** @example "Interest charged for payment 3" */
export function entryWords({ eventType, parent, metadata }: Entry): string {
  if (eventType === "reversal") {
    const undone = parent && EVENTS[parent.eventType];
    return undone ? `Reversed: ${undone.toLowerCase()}` : "Reversed: interest charged";
  }
  const words = EVENTS[eventType] ?? eventType;
  return eventType === "interest-calculation" && metadata.period
    ? `${words} for payment ${String(metadata.period)}`
    : words;
}

export function accountWord(code: string) {
  return code.endsWith(":principal") ? "Principal" : "Interest";
}

/** What you owe rises with a debit and falls with a credit. */
export function changeOf({ side, normalSide, amount }: Pick<AccountEntry, "side" | "normalSide" | "amount">) {
  return side === normalSide ? amount : `-${amount}`;
}
