import type { PaymentKind } from "@/prisma/generated/client";

const FIRST: Readonly<Record<PaymentKind, string>> = {
  REPAYMENT: "LOAN PYMT",
  DISBURSEMENT: "LOAN FUND",
  DEPOSIT: "DEPOSIT",
  PAYOUT: "PAYOUT",
  WITHDRAWAL: "WITHDRAWAL",
  REFUND: "REFUND",
};

/**
 * The company entry description of an ACH entry: what its receiver reads on the bank statement, at most ten characters.
 *
 * The network's rules ask for the words RETRY PYMT on an entry that is presented again.
 *
 * @example entryDescription({ kind: "REPAYMENT", attempt: 2 }) // "RETRY PYMT"
 */
export function entryDescription({ kind, attempt }: { kind: PaymentKind; attempt: number }): string {
  return attempt > 1 ? "RETRY PYMT" : FIRST[kind];
}
