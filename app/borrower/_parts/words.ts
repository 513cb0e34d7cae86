// The portal's words for what the database keeps as codes.
import type { Tone } from "@/components/ui/status-badge";

type Words = Record<string, readonly [tone: Tone, label: string]>;

export const APPLICATION_STATUS = {
  DRAFT: ["info", "Draft"],
  SUBMITTED: ["pending", "Under review"],
  OFFERED: ["posted", "Offers ready"],
  DECLINED: ["voided", "Declined"],
  ACCEPTED: ["posted", "Accepted"],
  EXPIRED: ["voided", "Expired"],
  WITHDRAWN: ["voided", "Withdrawn"],
} as const satisfies Words;

export const LOAN_STATUS = {
  AWAITING_DETAILS: ["pending", "Bank account needed"],
  AWAITING_FUNDS: ["pending", "Waiting for funds"],
  DISBURSING: ["pending", "Disbursement pending"],
  DISBURSEMENT_FAILED: ["failed", "Disbursement failed"],
  ACTIVE: ["posted", "Active"],
  CLOSED: ["voided", "Paid off"],
  CHARGED_OFF: ["failed", "Charged off"],
  CANCELLED: ["voided", "Canceled"],
} as const satisfies Words;

export const ROW_STATUS = {
  paid: ["posted", "Paid"],
  "partly-paid": ["pending", "Partially paid"],
  due: ["pending", "Due today"],
  pending: ["pending", "Payment pending"],
  late: ["failed", "Past due"],
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
  OTHER: "Other amount",
  PAYOFF: "Payoff",
} as const;
