// One posting at a time for callers who cannot go on when it is refused: they get the transaction's id, or a
// DomainError to show. The journals stand in lib/transaction-types.
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { post } from "./post";
import type { LedgerLine, Metadata, PostingMode, PostingRequest, PostingResult } from "./posting-request";

export type Posted = { transactionId: string; replayed: boolean };

type NewTransaction = {
  key: string;
  eventType: string;
  mode: PostingMode;
  effectiveOn: IsoDate;
  lines: LedgerLine[];
  metadata?: Metadata;
};

type NewHold = NewTransaction & {
  /** Seconds after which it may be released as expired. */
  expiresAfter?: number;
};

/**
 * Posts a balanced transaction.
 *
 * @throws DomainError "insufficient-funds" | "conflict" | "wrong-state"; LedgerError when malformed
 */
export function postTransaction(tx: Tx, transaction: NewTransaction): Promise<Posted> {
  return one(tx, { ...transaction, kind: "post" });
}

/**
 * Reserves a transaction: its entries are pending, and what leaves an account is no longer available.
 *
 * @throws DomainError "insufficient-funds" | "conflict" | "wrong-state"; LedgerError when malformed
 */
export function holdTransaction(tx: Tx, transaction: NewHold): Promise<Posted> {
  return one(tx, { ...transaction, kind: "hold" });
}

/**
 * Posts a hold, in full or with `lines` in part; the rest of it is freed. A floor never refuses it, because the hold
 * was already counted.
 *
 * @param eventType default "settlement"
 * @throws DomainError "wrong-state" when the hold was resolved before or is smaller; "conflict"
 */
export function settleHold(
  tx: Tx,
  settle: {
    key: string;
    holdId: string;
    effectiveOn: IsoDate;
    eventType?: string;
    lines?: LedgerLine[];
    metadata?: Metadata;
  },
): Promise<Posted> {
  const { holdId, eventType = "settlement", ...rest } = settle;
  return one(tx, { ...rest, kind: "settle", mode: "record", eventType, parentId: holdId });
}

/**
 * Frees a hold: its entries are taken back and nothing is posted.
 *
 * @param eventType default "release"
 * @throws DomainError "wrong-state" when the hold was resolved before; "conflict"
 */
export function releaseHold(
  tx: Tx,
  release: { key: string; holdId: string; effectiveOn: IsoDate; eventType?: string; metadata?: Metadata },
): Promise<Posted> {
  const { holdId, eventType = "release", ...rest } = release;
  return one(tx, { ...rest, kind: "release", mode: "record", eventType, parentId: holdId });
}

/**
 * Posts the mirror of a transaction, once: each debit becomes a credit of the same account and amount.
 *
 * @param mode      "record" (default) for a return that happened at the bank, which no floor can refuse
 * @param eventType default "reversal"
 * @throws DomainError "wrong-state" when it was reversed before or has nothing posted; "insufficient-funds"; "conflict"
 */
export function reverseTransaction(
  tx: Tx,
  reversal: {
    key: string;
    transactionId: string;
    effectiveOn: IsoDate;
    mode?: PostingMode;
    eventType?: string;
    metadata?: Metadata;
  },
): Promise<Posted> {
  const { transactionId, mode = "record", eventType = "reversal", ...rest } = reversal;
  return one(tx, { ...rest, kind: "reversal", mode, eventType, parentId: transactionId });
}

async function one(tx: Tx, request: PostingRequest): Promise<Posted> {
  const [result] = await post(tx, [request]);
  if (result!.status === "refused") throw refusal(result!);
  return { transactionId: result!.transactionId, replayed: result!.replayed };
}

/** The refusal in words for a person; the reasons are the ledger's. */
function refusal({
  reason,
  account = "",
  available = "0.00",
}: PostingResult & { status: "refused" }): DomainError {
  switch (reason) {
    case "insufficient-funds":
      return new DomainError("insufficient-funds", `Not enough is available: ${account} has ${available}.`);
    case "key-conflict":
      return new DomainError("conflict", "This key was already used for a request with different content.");
    case "already-resolved":
      return new DomainError("wrong-state", "This hold was already settled or released.");
    case "already-reversed":
      return new DomainError("wrong-state", "This transaction was already reversed.");
    case "exceeds-hold":
      return new DomainError("wrong-state", "The amount to settle is more than the hold.");
    case "frozen":
      return new DomainError("wrong-state", `The account ${account} is frozen.`);
    case "condition-failed":
      return new DomainError(
        "wrong-state",
        `The balance of ${account} is not what this transaction requires.`,
      );
    case "version-conflict":
      return new DomainError(
        "conflict",
        `Someone else posted to ${account} since you last looked. Check the balance and try again.`,
      );
    case "period-closed":
      return new DomainError("wrong-state", "That month is closed.");
    case "future-date":
      return new DomainError("wrong-state", "A transaction cannot be dated after the business date.");
    case "before-original":
      return new DomainError("wrong-state", "A reversal cannot be dated before the transaction it reverses.");
    case "not-a-hold":
      return new DomainError("wrong-state", "Only a hold can be settled or released.");
    case "not-reversible":
      return new DomainError("wrong-state", "Only a posted transaction can be reversed.");
  }
}
