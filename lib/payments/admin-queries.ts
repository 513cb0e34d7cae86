// What administrators see of payments besides what their owners see.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { findAllPosted } from "@/lib/ledger/keys";
import { getTransaction, type TransactionLink } from "@/lib/ledger/queries";
import type { PaymentChannel, PaymentKind, PaymentStatus } from "@/prisma/generated/client";
import { failKey, returnInterestKey, returnKey, settleKey } from "./ledger-keys";
import { STATUS_LABELS } from "./payment-statuses";
import type { SecCode } from "./sec-code";
import { getPaymentTimeline, type PaymentTimeline, type WebhookView } from "./queries";

/** How many payment orders have each status; a status without any is absent. */
export async function countPaymentOrders(): Promise<Partial<Record<PaymentStatus, number>>> {
  const groups = await db.paymentOrder.groupBy({ by: ["status"], _count: true });
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
}

type PaymentTransitionRow = {
  status: PaymentStatus;
  label: string;
  at: string; // instant
  businessDate: IsoDate;
  source: string; // ours | webhook | poll
  isHandled: boolean; // the rooms above have acted on it
};

export type PaymentOrderAdmin = PaymentTimeline & {
  userName: string;
  userEmail: string;
  providerId: string | null;
  submitAttempts: number;
  secCode: SecCode | null;
  channel: PaymentChannel;
  bankAccount: {
    holderName: string;
    bankName: string;
    last4: string;
    isActive: boolean;
    disabledReason: string | null;
  } | null;
  transitions: PaymentTransitionRow[];
  /** In the ledger: the hold, what settled or released it, what reversed it. */
  transactions: TransactionLink[];
  webhooks: WebhookView[];
};

/** One payment order with everything that is known of it. @throws DomainError not-found */
export async function getPaymentOrderAdmin(id: string): Promise<PaymentOrderAdmin> {
  const timeline = await getPaymentTimeline(id);
  const row = await db.paymentOrder.findUniqueOrThrow({
    where: { id },
    include: { externalAccount: true, transitions: { orderBy: { id: "asc" } } },
  });
  const [user, transactions, webhooks] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: row.userId }, select: { name: true, email: true } }),
    transactionsOf(row),
    row.providerId === null ? [] : webhooksAbout(row.providerId),
  ]);
  const account = row.externalAccount;
  return {
    ...timeline,
    userName: user.name,
    userEmail: user.email,
    providerId: row.providerId,
    submitAttempts: row.submitAttempts,
    secCode: row.secCode as SecCode | null,
    channel: row.channel,
    bankAccount: account && {
      holderName: account.holderName,
      bankName: account.bankName,
      last4: account.accountNumberLast4,
      isActive: account.status === "ACTIVE",
      disabledReason: account.disabledReason,
    },
    transitions: row.transitions.map((step) => ({
      status: step.toStatus,
      label: STATUS_LABELS[step.toStatus],
      at: step.at.toISOString(),
      businessDate: fromDbDate(step.businessDate),
      source: step.source,
      isHandled: step.handledAt !== null,
    })),
    transactions,
    webhooks,
  };
}

/** What was posted under the order's keys, with the hold that was posted before the order existed. */
async function transactionsOf(order: { id: string; kind: PaymentKind; holdTransactionId: bigint | null }) {
  const keys = [settleKey, failKey, returnKey, returnInterestKey].map((key) => key(order.kind, order.id));
  const posted = [...(await findAllPosted(db, keys)).values()].map(({ transactionId }) =>
    String(transactionId),
  );
  const ids = order.holdTransactionId === null ? posted : [String(order.holdTransactionId), ...posted];
  const details = await Promise.all(ids.map(getTransaction));
  const links = new Map(details.flatMap((each) => each?.chain ?? []).map((link) => [link.id, link]));
  return [...links.values()].sort((a, b) => Number(a.id) - Number(b.id));
}

/** Messages that name the bank's object, also those about its return, oldest first. */
async function webhooksAbout(providerId: string): Promise<WebhookView[]> {
  const rows = await db.webhookMessage.findMany({
    where: { OR: [{ objectId: providerId }, { body: { contains: providerId } }] },
    orderBy: { receivedAt: "asc" },
    take: 50,
  });
  return rows.map((row) => ({
    id: row.id,
    topic: row.topic,
    objectId: row.objectId,
    status: row.status,
    deliveries: row.deliveries,
    note: row.note,
    receivedAt: row.receivedAt.toISOString(),
    processedAt: row.processedAt?.toISOString() ?? null,
  }));
}
