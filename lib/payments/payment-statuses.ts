// The statuses of a payment order: which may follow which, and what each is called. Pure.
import type { PaymentStatus } from "@/prisma/generated/client";

// A provider's answers can overtake each other, so a status counts only when it lies further along than the last one.
const STAGE: Record<PaymentStatus, number> = {
  CREATED: 0,
  EXPECTED: 1,
  NEEDS_APPROVAL: 1,
  APPROVED: 2,
  PENDING: 3,
  PROCESSING: 4,
  SENT: 5,
  HELD: 5,
  COMPLETED: 6,
  FAILED: 7,
  DENIED: 7,
  CANCELLED: 7,
  STOPPED: 7,
  RETURNED: 8,
  REVERSED: 8,
};

const FINAL: ReadonlySet<PaymentStatus> = new Set([
  "FAILED",
  "DENIED",
  "CANCELLED",
  "STOPPED",
  "RETURNED",
  "REVERSED",
]);
const AFTER_COMPLETED: ReadonlySet<PaymentStatus> = new Set(["RETURNED", "REVERSED"]);

/** With the provider and not yet decided. */
export const OPEN_STATUSES = ["NEEDS_APPROVAL", "APPROVED", "PENDING", "PROCESSING", "SENT", "HELD"] as const;

/**
 * Whether an order may go from one status to the other. Never backwards; a decided order stays decided, except that a
 * completed one may still come back.
 *
 * @example canFollow("COMPLETED", "RETURNED") // true; canFollow("RETURNED", "COMPLETED") is false
 */
export function canFollow(from: PaymentStatus, to: PaymentStatus): boolean {
  if (FINAL.has(from)) return false;
  if (from === "COMPLETED") return AFTER_COMPLETED.has(to);
  if (from === "HELD") return to !== "HELD" && STAGE[to] >= STAGE.NEEDS_APPROVAL && to !== "EXPECTED";
  return STAGE[to] > STAGE[from];
}

/** Whether the order's fate is known, so that the rooms above must act; the others are steps on the way. */
export function isDecided(status: PaymentStatus): boolean {
  return status === "COMPLETED" || FINAL.has(status);
}

/** Whether nothing at all can follow. A completed order may still be returned. */
export function isFinal(status: PaymentStatus): boolean {
  return FINAL.has(status);
}

export const STATUS_LABELS: Readonly<Record<PaymentStatus, string>> = {
  CREATED: "Created",
  EXPECTED: "Waiting for the wire",
  NEEDS_APPROVAL: "Waiting for approval at the bank",
  APPROVED: "Approved by the bank",
  PENDING: "Pending at the bank",
  PROCESSING: "Being sent",
  SENT: "Sent",
  COMPLETED: "Completed",
  RETURNED: "Returned",
  REVERSED: "Reversed",
  FAILED: "Failed",
  DENIED: "Denied",
  CANCELLED: "Canceled",
  HELD: "Held for review at the bank",
  STOPPED: "Stopped",
};
