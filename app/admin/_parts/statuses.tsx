// Every status as a word, an icon and a color.
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import { STATUS_LABELS } from "@/lib/payments/payment-statuses";
import { words } from "@/app/_parts/words";

type Look = readonly [tone: Tone, label: string];
type PaymentStatus = keyof typeof STATUS_LABELS;

const RUNS = {
  QUEUED: ["pending", "Waiting"],
  RUNNING: ["info", "Running"],
  DONE: ["posted", "Done"],
  FAILED: ["failed", "Failed"],
} as const satisfies Record<string, Look>;

const APPLICATIONS = {
  DRAFT: ["voided", "Draft"],
  SUBMITTED: ["pending", "Submitted"],
  OFFERED: ["info", "Offers made"],
  DECLINED: ["failed", "Declined"],
  ACCEPTED: ["posted", "Accepted"],
  EXPIRED: ["voided", "Expired"],
  WITHDRAWN: ["voided", "Withdrawn"],
} as const satisfies Record<string, Look>;

const OFFERS: Readonly<Record<string, Look>> = {
  OPEN: ["info", "Open"],
  ACCEPTED: ["posted", "Accepted"],
  EXPIRED: ["voided", "Expired"],
  CLOSED: ["voided", "Closed"],
};

const LOANS = {
  AWAITING_DETAILS: ["pending", "Awaiting bank account"],
  AWAITING_FUNDS: ["pending", "Awaiting funds"],
  DISBURSING: ["pending", "Disbursing"],
  DISBURSEMENT_FAILED: ["failed", "Disbursement failed"],
  ACTIVE: ["posted", "Active"],
  CLOSED: ["voided", "Closed"],
  CHARGED_OFF: ["failed", "Charged off"],
  CANCELLED: ["voided", "Canceled"],
} as const satisfies Record<string, Look>;

const INVESTMENTS = {
  DEPOSITING: ["pending", "Deposit pending"],
  ACTIVE: ["posted", "Active"],
  MATURED: ["pending", "Matured, payout due"],
  PAID_OUT: ["voided", "Paid out"],
  ROLLED: ["voided", "Reinvested"],
  WITHDRAWN: ["voided", "Withdrawn early"],
  FAILED: ["failed", "Deposit failed"],
  RETURNED: ["failed", "Deposit returned"],
} as const satisfies Record<string, Look>;

const MONEY: Readonly<Record<string, Look>> = {
  PENDING: ["pending", "Pending"],
  POSTED: ["posted", "Posted"],
  FAILED: ["failed", "Failed"],
  RETURNED: ["failed", "Returned"],
  CANCELLED: ["voided", "Canceled"],
};

const WEBHOOKS = {
  RECEIVED: ["pending", "Received"],
  PROCESSED: ["posted", "Processed"],
  IGNORED: ["voided", "Ignored"],
  FAILED: ["failed", "Failed"],
} as const satisfies Record<string, Look>;

const INSTALLMENTS: Readonly<Record<string, Look>> = {
  paid: ["posted", "Paid"],
  "partly-paid": ["pending", "Partly paid"],
  due: ["info", "Due"],
  pending: ["pending", "Payment pending"],
  late: ["failed", "Past due"],
  future: ["voided", "Upcoming"],
  "charged-off": ["voided", "Charged off"],
};

export const RunBadge = badge(RUNS);
export const ApplicationBadge = badge(APPLICATIONS);
export const OfferBadge = badge(OFFERS);
export const LoanBadge = badge(LOANS);
export const InvestmentBadge = badge(INVESTMENTS);
export const MoneyBadge = badge(MONEY);
export const WebhookBadge = badge(WEBHOOKS);
export const InstallmentBadge = badge(INSTALLMENTS);

/** Status and word, for a filter's list of choices. */
const choices = <Status extends string>(looks: Readonly<Record<Status, Look>>) =>
  (Object.keys(looks) as Status[]).map((value) => ({ value, label: looks[value][1] }));
export const APPLICATION_CHOICES = choices(APPLICATIONS);
export const LOAN_CHOICES = choices(LOANS);
export const INVESTMENT_CHOICES = choices(INVESTMENTS);
export const WEBHOOK_CHOICES = choices(WEBHOOKS);
export const RUN_CHOICES = choices(RUNS);
export const PAYMENT_CHOICES = (Object.keys(STATUS_LABELS) as PaymentStatus[]).map((value) => ({
  value,
  label: STATUS_LABELS[value],
}));

export const applicationLabel = labelOf(APPLICATIONS);
export const loanLabel = labelOf(LOANS);
export const investmentLabel = labelOf(INVESTMENTS);
export const webhookLabel = labelOf(WEBHOOKS);
export const runLabel = labelOf(RUNS);

const FAILED_PAYMENTS = ["RETURNED", "REVERSED", "FAILED", "DENIED"];
const VOIDED_PAYMENTS = ["CANCELLED", "STOPPED"];

export function paymentTone(status: string): Tone {
  if (status === "COMPLETED") return "posted";
  if (FAILED_PAYMENTS.includes(status)) return "failed";
  return VOIDED_PAYMENTS.includes(status) ? "voided" : "pending";
}

export function paymentLabel(status: string) {
  return STATUS_LABELS[status as PaymentStatus] ?? words(status);
}

export function PaymentBadge({ status }: { status: string }) {
  return <StatusBadge tone={paymentTone(status)}>{paymentLabel(status)}</StatusBadge>;
}

function badge(looks: Readonly<Record<string, Look>>) {
  return function Badge({ status }: { status: string }) {
    const [tone, label] = looks[status] ?? ["info", words(status)];
    return <StatusBadge tone={tone}>{label}</StatusBadge>;
  };
}

/** The word alone, for a file. */
function labelOf(looks: Readonly<Record<string, Look>>) {
  return (status: string) => looks[status]?.[1] ?? words(status);
}
