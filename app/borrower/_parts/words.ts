// The portal's words for what the database keeps as codes.
import type { Tone } from "@/components/ui/status-badge";

type Words = Record<string, readonly [tone: Tone, label: string]>;

export const APPLICATION_STATUS = {
  DRAFT: ["info", "Draft"],
  SUBMITTED: ["pending", "Being checked"],
  OFFERED: ["posted", "Offers ready"],
  DECLINED: ["voided", "Declined"],
  ACCEPTED: ["posted", "Accepted"],
  EXPIRED: ["voided", "Expired"],
  WITHDRAWN: ["voided", "Withdrawn"],
} as const satisfies Words;

export const LOAN_STATUS = {
  AWAITING_DETAILS: ["pending", "Needs your bank account"],
  AWAITING_FUNDS: ["pending", "Waiting for funds"],
  DISBURSING: ["pending", "Money on its way"],
  DISBURSEMENT_FAILED: ["failed", "Could not be paid out"],
  ACTIVE: ["posted", "Running"],
  CLOSED: ["voided", "Paid off"],
  CHARGED_OFF: ["failed", "Charged off"],
  CANCELLED: ["voided", "Canceled"],
} as const satisfies Words;

export const ROW_STATUS = {
  paid: ["posted", "Paid"],
  "partly-paid": ["pending", "Partly paid"],
  due: ["pending", "Due today"],
  pending: ["pending", "Payment pending"],
  late: ["failed", "Late"],
  future: ["info", "Upcoming"],
  "charged-off": ["voided", "Charged off"],
} as const satisfies Words;

export const REPAYMENT_STATUS = {
  PENDING: ["pending", "Pending"],
  POSTED: ["posted", "Posted"],
  FAILED: ["failed", "Failed"],
  RETURNED: ["failed", "Returned"],
  CANCELLED: ["voided", "Canceled"],
} as const satisfies Words;

export const REPAYMENT_KIND = {
  SCHEDULED: "Scheduled payment",
  OTHER: "Another amount",
  PAYOFF: "Payoff",
} as const;

export const METHOD = {
  FLAT: {
    name: "Flat",
    sentence:
      "Interest is charged on the original amount throughout, though you owe less each month; the APR shows the true yearly cost.",
  },
  EQUAL_INSTALLMENT: {
    name: "Equal payments",
    sentence:
      "Interest is charged on what you still owe. The payments are equal, and their interest part falls from month to month.",
  },
  EQUAL_PRINCIPAL: {
    name: "Falling payments",
    sentence:
      "Interest is charged on what you still owe. Each payment repays the same part of the loan, so the payments fall.",
  },
  INTEREST_ONLY: {
    name: "Interest only",
    sentence: "You pay only interest until the last payment, which repays the whole loan.",
  },
} as const;

/** 12 → "12 months"; whole years from two on read more easily. */
export function termWords(months: number) {
  return months >= 24 && months % 12 === 0 ? `${months / 12} years (${months} months)` : `${months} months`;
}

/** "21.46" → "21.46%" */
export function percent(text: string) {
  return `${text}%`;
}
