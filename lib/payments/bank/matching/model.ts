// What the matcher compares and what it answers. Plain data: the caller loads what is open and writes what is matched.
import type { IsoDate } from "@/lib/calendar/dates";

/** A statement line that no match explains yet. Amounts are signed decimal strings from the account holder's view. */
export type MatchLine = {
  id: string;
  bankAccount: string;
  currency: string;
  amount: string;
  postedOn: IsoDate;
  typeCode: string | null;
  reference: string | null;
  bankReference: string | null;
  description: string | null;
  counterparty: string | null;
  /** Never matched, only suggested. */
  pending: boolean;
  reversal: boolean;
  /** The orders that the provider's own line items name. */
  orderIds?: readonly string[] | undefined;
  /** The payments of a batch entry, where the bank itemizes it. */
  parts?: readonly MatchPart[] | undefined;
};

export type MatchPart = {
  amount: string | null;
  reference: string | null;
  bankReference: string | null;
  description: string | null;
};

/**
 * What a line can be matched with: an order of ours, an expected incoming payment, a return that the provider reported.
 * `amount` is signed as it will be at the bank, `on` is the day it should be there.
 */
export type MatchTarget = {
  id: string;
  kind: "ORDER" | "INCOMING" | "RETURN";
  bankAccount: string;
  currency: string;
  amount: string;
  on: IsoDate;
  /** Ours (`ML…`), as it goes with the payment. */
  reference?: string | null | undefined;
  /** ACH trace number, wire IMAD, RTP id. */
  trace?: string | null | undefined;
  /** The ACH file that originated it; its settlement is one line. */
  file?: string | null | undefined;
  counterparty?: string | null | undefined;
  virtualAccount?: string | null | undefined;
};

export type MatchRule =
  | "provider-link"
  | "reference"
  | "reference-other-amount"
  | "batch"
  | "return"
  | "virtual-account"
  | "counterparty"
  | "bank-fee"
  | "bank-interest"
  | "amount-and-date";

/** `RETURN` of an order: the line takes the order back. `FEE` and `INTEREST` name a ledger account. */
export type MatchedTarget = {
  id: string;
  kind: MatchTarget["kind"] | "FEE" | "INTEREST";
  amount: string;
};

/** One line and what it pays, with the rule that says so and how certain the rule is (0 to 100). */
export type Match = { lineId: string; targets: MatchedTarget[]; rule: MatchRule; score: number };

/** A match that a person must confirm, and why. At most a few of many equal candidates are named. */
export type Suggestion = Match & { reason: string };

export type MatchOptions = {
  /** Rules with a lower score only suggest. Default 90. */
  autoThreshold?: number;
};
