// What the states of writeback are called on screens. Free of server code.
import type {
  WriteEventKind,
  WriteEventState,
  WriteOperationKind,
  WriteOperationState,
} from "@/prisma/generated/enums";
import type { CardName } from "@/lib/writeback/records/target-names";

export const CARD_WORDS: Record<CardName, string> = {
  deposit: "Deposit account",
  expense: "Expense account",
  supplier: "Supplier",
  lender: "Lender account",
};

export const EVENT_WORDS: Record<WriteEventState, string> = {
  PARKED: "Not written: turned off",
  QUEUED: "Waiting",
  WRITING: "Writing",
  HELD: "Needs attention",
  DONE: "In the books",
  BY_HAND: "Entered by hand",
};

/** Of a parked one whose records are in the books of software that another one has replaced. */
export const ELSEWHERE_WORDS = "In the previous books only";

export const KIND_WORDS: Record<WriteEventKind, string> = {
  DRAWDOWN: "Disbursement",
  REPAYMENT: "Repayment",
  REVERSAL: "Returned payment",
  WRITE_OFF: "Write-off",
  REFUND: "Refund",
};

export const OPERATION_KIND_WORDS: Record<WriteOperationKind, string> = {
  TRANSFER: "Transfer",
  DIRECT_COST: "Direct cost",
  FEED_LINES: "Bank feed lines",
  SUPPLIER: "New supplier",
  EXPENSE_ACCOUNT: "New expense account",
};

export const OPERATION_WORDS: Record<WriteOperationState, string> = {
  READY: "Not sent yet",
  SENDING: "Sent, awaiting response",
  PENDING: "Pending",
  UNKNOWN: "Unknown: checking the books",
  SUCCESS: "In the books",
  FAILED: "Failed",
  SKIPPED: "Omitted: too old for the bank feed",
};
