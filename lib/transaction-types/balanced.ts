// From business event to entries. This file has the shape of an entry and the one rule that all of them obey.
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";

export type Line = {
  account: string;
  side: "debit" | "credit";
  /** Dollars, above zero, two decimals. */
  amount: string;
  metadata?: Record<string, string | number>;
};

export type Entries = { eventType: EventType; lines: Line[] };

export type EventType =
  | "investor-deposit"
  | "borrower-disbursement"
  | "interest-calculation"
  | "interest-correction"
  | "borrower-repayment"
  | "fee-assessment"
  | "fee-waiver"
  | "fee-correction"
  | "borrower-refund"
  | "charge-off"
  | "investor-withdrawal"
  | "investor-rollover"
  | "early-withdrawal"
  | "provision"
  | "loss-absorption"
  | "bank-fee"
  | "bank-interest"
  | "tax-payment"
  | "unidentified-receipt"
  | "unidentified-payment"
  | "suspense-offset"
  | "manual-journal"
  | "receipt-sent-back"
  | "recon-difference"
  | "finality-hold"
  | "reversal";

/** Dollars as people and the database hand them over. */
export type Amount = Decimal | string;

export function debit(account: string, amount: Amount, metadata?: Line["metadata"]): Line {
  return line("debit", account, amount, metadata);
}

export function credit(account: string, amount: Amount, metadata?: Line["metadata"]): Line {
  return line("credit", account, amount, metadata);
}

function line(side: Line["side"], account: string, amount: Amount, metadata?: Line["metadata"]): Line {
  return { account, side, amount: toMoney(amount), ...(metadata && { metadata }) };
}

/**
 * The transaction of an event: its lines without those of zero.
 *
 * @throws Error when debits and credits differ, a line is below zero, or nothing is left: a bug of the caller
 *
 * @example balanced("investor-deposit", [debit("cash", "10"), credit("c", "10")]).lines.length // 2
 */
export function balanced(eventType: EventType, given: Line[]): Entries {
  const lines = given.filter((line) => !d(line.amount).isZero());
  invariant(lines.length > 0, `${eventType} moves no money`);
  for (const line of lines)
    invariant(d(line.amount).greaterThan(0), `${eventType} has ${line.amount} on ${line.account}`);
  const [debits, credits] = [total(lines, "debit"), total(lines, "credit")];
  invariant(
    debits.equals(credits),
    `${eventType} debits ${debits.toFixed(2)} and credits ${credits.toFixed(2)}`,
  );
  return { eventType, lines };
}

/** Dollars on one side. */
export function total(lines: Line[], side: Line["side"]): Decimal {
  return sum(lines.filter((line) => line.side === side).map((line) => d(line.amount)));
}

/** As in lib/errors, which a pure folder does not import. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
