// Whether a payment can still be canceled, and why not. Pure.
import type { PaymentStatus } from "@/prisma/generated/client";

type Order = { status: PaymentStatus; submitAttempts: number; providerId: string | null };

/**
 * The sentence that says why a payment cannot be canceled any more; null while it can. Until it is handed to the bank we decide;
 * afterward the bank is asked, which cancels what it has not sent.
 *
 * @example cancelRefusal({ status: "CREATED", submitAttempts: 0, providerId: null }) // null
 */
export function cancelRefusal({ status, submitAttempts, providerId }: Order): string | null {
  switch (status) {
    case "CREATED":
      // Once a try has begun the bank may have the order, even when we have not heard so.
      return submitAttempts > 0 && providerId === null
        ? "This payment is being sent to the bank. Try again in a minute."
        : null;
    case "EXPECTED":
    case "NEEDS_APPROVAL":
    case "APPROVED":
    case "PENDING":
    case "CANCELLED":
      return null;
    case "PROCESSING":
    case "SENT":
    case "HELD":
      return `${TOO_LATE} The bank has sent it.`;
    case "COMPLETED":
      return `${TOO_LATE} It has cleared.`;
    case "RETURNED":
    case "REVERSED":
      return "This payment was returned by the bank, so there is nothing to cancel.";
    case "FAILED":
    case "DENIED":
    case "STOPPED":
      return "This payment failed, so there is nothing to cancel.";
  }
}

export const TOO_LATE = "This payment has been sent and can no longer be canceled.";
