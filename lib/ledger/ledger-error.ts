// Errors of the ledger that are bugs of a caller, or of somebody who went around it: distinguished by PostgreSQL's code,
// never by the words of a message. A refusal by a rule is not here: that is a result.

import { DomainError } from "@/lib/errors";

const REASONS = {
  LG001: "unbalanced",
  LG002: "late-entry",
  LG003: "incomplete",
  LG004: "append-only",
  LG005: "broken-mirror",
  LG006: "balance-guard",
  LG007: "malformed",
  LG008: "isolation-level",
  LG009: "unknown-account",
  LG010: "unknown-transaction",
  LG011: "account-differs",
  LG012: "period-closed",
  LG013: "category-loop",
  LG014: "chain-continues",
  "22003": "out-of-range",
  "22023": "malformed", // a hash that is not hexadecimal
  "23514": "floor", // or another CHECK
  "42501": "forbidden",
} as const;

const UNIQUE = "23505";

export type LedgerErrorReason = (typeof REASONS)[keyof typeof REASONS];

/** The ledger could not take the call at all; nothing of it was written. */
export class LedgerError extends Error {
  readonly reason: LedgerErrorReason;

  constructor(reason: LedgerErrorReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "LedgerError";
    this.reason = reason;
  }
}

// Five characters with a digit among them: not the operating system's EPIPE, and not Prisma's P2034.
const SQL_STATE = /^(?=.*\d)(?!P\d)[0-9A-Z]{5}$/;

/** PostgreSQL's five-character code of an error that came through Prisma or from the driver itself, when it has one. */
function sqlState(error: unknown): string | undefined {
  const code = causeOf(error)?.originalCode ?? field(error, "code");
  return typeof code === "string" && SQL_STATE.test(code) ? code : undefined;
}

/** The constraint that an error names, when it names one. */
function constraintOf(error: unknown): string | undefined {
  const name = field(causeOf(error)?.constraint, "index") ?? field(error, "constraint");
  return typeof name === "string" ? name : undefined;
}

/**
 * The error under its name: a LedgerError when its code is one of the ledger's; a DomainError "conflict" when another
 * request with the same key, about other accounts, was committed at the same moment; else as it came.
 */
export function asLedgerError(error: unknown): unknown {
  const state = sqlState(error);
  if (state === UNIQUE && constraintOf(error) === "keys_pkey") {
    return new DomainError("conflict", "This key was already used for a request with different content.");
  }
  if (state === undefined || !(state in REASONS)) return error;
  const words = causeOf(error)?.originalMessage ?? field(error, "message");
  return new LedgerError(
    REASONS[state as keyof typeof REASONS],
    typeof words === "string" ? words : state,
    error,
  );
}

function causeOf(error: unknown): Record<string, unknown> | undefined {
  const meta = field(error, "meta");
  const cause = field(field(meta, "driverAdapterError"), "cause") ?? field(error, "cause");
  return cause && typeof cause === "object" ? (cause as Record<string, unknown>) : undefined;
}

function field(value: unknown, name: string): unknown {
  return value && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
}
