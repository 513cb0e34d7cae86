// The stages of a payment in words for the person whose money it is. Pure, so that server and browser say the same.
import type { PaymentTimeline } from "@/lib/payments/queries";
import { RAILS } from "@/lib/payments/rails";

type Step = PaymentTimeline["steps"][number];
type Status = PaymentTimeline["status"];
export type PaymentTone = "pending" | "posted" | "failed" | "voided" | "info";

const TITLES: Readonly<Record<Status, string>> = {
  CREATED: "Accepted",
  EXPECTED: "Waiting for your wire",
  NEEDS_APPROVAL: "Pending: waiting for approval at the bank",
  APPROVED: "Pending: approved at the bank",
  PENDING: "Pending at the bank",
  PROCESSING: "Pending: the bank is sending it",
  SENT: "Sent",
  HELD: "Held for review at the bank",
  COMPLETED: "Posted",
  FAILED: "Failed",
  DENIED: "Rejected by the bank",
  CANCELLED: "Canceled",
  STOPPED: "Stopped",
  RETURNED: "Returned by the bank",
  REVERSED: "Reversed by the bank",
};

/** A step that others have followed: nobody waits for it any more, so it does not say that somebody does. */
const PAST_TITLES: Partial<Record<Status, string>> = {
  EXPECTED: "Wire instructions provided",
  NEEDS_APPROVAL: "Approval requested at the bank",
  APPROVED: "Approved at the bank",
  PENDING: "Received by the bank",
  PROCESSING: "Processing at the bank",
  HELD: "Was held for review at the bank",
};

const FAILED: readonly Status[] = ["FAILED", "DENIED", "RETURNED", "REVERSED"];
const VOIDED: readonly Status[] = ["CANCELLED", "STOPPED"];

/** What the people of each kind of payment wait for. */
const OUTCOMES: Readonly<Record<PaymentTimeline["kind"], string>> = {
  DEPOSIT: "Clears, and your investment starts",
  DISBURSEMENT: "Arrives in your bank account, and your loan starts",
  REPAYMENT: "Clears, and is posted to your loan",
  PAYOUT: "Arrives in your bank account",
  WITHDRAWAL: "Arrives in your bank account",
  REFUND: "Arrives in your bank account",
};

/**
 * The name of one step. A payment that has cleared is called posted only once our books have it; a step that others have
 * followed is named as what happened, not as what is waited for.
 *
 * @example stepTitle({ status: "COMPLETED", isActedOn: false }) // "Cleared at the bank"
 * @example stepTitle({ status: "EXPECTED", isActedOn: true }, false) // "Wire instructions provided"
 */
export function stepTitle({ status, isActedOn }: Pick<Step, "status" | "isActedOn">, isLast = true): string {
  if (status === "COMPLETED" && !isActedOn) return "Cleared at the bank";
  return (isLast ? undefined : PAST_TITLES[status]) ?? TITLES[status];
}

/** Amber is for what is still pending: a step that others have followed is past. */
export function stepTone(
  { status, isActedOn }: Pick<Step, "status" | "isActedOn">,
  isLast = true,
): PaymentTone {
  if (FAILED.includes(status)) return "failed";
  if (VOIDED.includes(status)) return "voided";
  if (status === "COMPLETED" && isActedOn) return "posted";
  return isLast ? "pending" : "info";
}

/** The sentence below a step, where one helps. */
export function stepDetail(payment: PaymentTimeline, { status, isActedOn }: Step): string | null {
  if (status === "RETURNED" || status === "REVERSED")
    return payment.returnReason ?? payment.failureReason ?? "The bank returned the payment.";
  if (status === "FAILED" || status === "DENIED")
    return payment.failureReason ?? "The bank could not complete it. No money moved.";
  if (VOIDED.includes(status)) return "No money moved.";
  const rail = RAILS[payment.rail];
  const canComeBack = rail.returnDays !== null && payment.direction === "DEBIT";
  if (status === "COMPLETED" && isActedOn && canComeBack)
    return `A bank can still return a payment by ${rail.name} later. If that happens, it is shown here.`;
  return null;
}

/** What comes next and by when, or null when nothing does. */
export function nextStep(payment: PaymentTimeline): { title: string; on: string | null } | null {
  const last = payment.steps.at(-1);
  if (!last) return null;
  if (payment.status === "COMPLETED")
    return last.isActedOn ? null : { title: "Posted in our books", on: null };
  if (payment.isDecided) return null;
  if (payment.direction === "INCOMING")
    return { title: "Your wire arrives, and your investment starts", on: null };
  return { title: OUTCOMES[payment.kind], on: payment.expectedOn };
}

/** Whether the answer can still change soon; a return after weeks is found on the next visit. */
export function isMoving({ isDecided, steps }: Pick<PaymentTimeline, "isDecided" | "steps">): boolean {
  return !isDecided || steps.some(({ isActedOn }) => !isActedOn);
}
