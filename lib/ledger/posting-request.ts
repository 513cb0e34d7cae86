// What the ledger is asked, and what it answers. A refusal by a rule is an answer, not an error.
import type { IsoDate } from "@/lib/calendar/dates";

export type Side = "debit" | "credit";

/** Small facts kept beside a transaction or an entry, such as the loan and its period. */
export type Metadata = Record<string, string | number>;

export type LedgerLine = {
  /** Code of the account, such as `borrower:<id>:loan:<id>:principal`. */
  account: string;
  side: Side;
  /** Above zero, with no more decimals than the currency has: "466.67". */
  amount: string;
  /** What the amount is in, and what the account must be kept in; default USD. */
  currency?: string;
  metadata?: Metadata;
  /** What must be true of the account's balances when the whole transaction has been applied. */
  conditions?: Condition[];
  /** The version the account must have before the transaction: nobody posted to it since it was read. */
  expectedVersion?: string;
};

/** `{ balance: "available", op: "gte", amount: "100.00" }`, signed by the account's normal side. */
export type Condition = { balance: BalanceField; op: Comparison; amount: string };

export type BalanceField = "posted" | "pending" | "available";
export type Comparison = "gt" | "gte" | "lt" | "lte" | "eq";

/**
 * - `post` moves money now; `hold` reserves it.
 * - `settle` posts a hold, in full or (with lines) in part, and frees the rest; `release` frees all of it.
 * - `reversal` posts the mirror of a transaction.
 */
export type PostingKind = "post" | "hold" | "settle" | "release" | "reversal";

/** `authorize`: our own decision, refused below a floor. `record`: a fact at the bank, never refused by a floor. */
export type PostingMode = "authorize" | "record";

export type PostingRequest = {
  /** Names this request forever; the same key with the same content is answered as before. */
  key: string;
  kind: PostingKind;
  mode: PostingMode;
  eventType: string;
  effectiveOn: IsoDate;
  /** For post and hold; for settle only when less than the whole hold is posted. */
  lines?: LedgerLine[];
  /** The hold to settle or release, the transaction to reverse. */
  parentId?: string;
  /** For a hold: seconds after which it may be released as expired; absent: never. */
  expiresAfter?: number;
  metadata?: Metadata;
};

export type RefusalReason =
  | "insufficient-funds" // would leave an account below its floor
  | "frozen"
  | "condition-failed"
  | "version-conflict" // an account has another version than the request expected
  | "future-date" // our own posting dated after the business date
  | "period-closed" // our own posting into a closed month; a recorded fact goes to the open one instead
  | "not-a-hold"
  | "already-resolved" // the hold was settled or released before
  | "exceeds-hold"
  | "not-reversible"
  | "already-reversed"
  | "before-original" // a reversal dated before what it reverses
  | "key-conflict"; // the key belongs to a request with other content

export type PostingResult =
  | { status: "posted"; transactionId: string; replayed: boolean }
  | { status: "refused"; reason: RefusalReason; account?: string; available?: string; replayed: boolean };
