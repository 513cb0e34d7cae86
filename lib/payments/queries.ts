// What screens show of payments. Plain objects only: money as strings with two decimals, dates as ISO strings.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { calendarBusinessDate, wallTime } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { defineList } from "@/lib/list";
import { toMoney } from "@/lib/money/money";
import type {
  PaymentDirection,
  PaymentKind,
  PaymentOrder,
  PaymentRail,
  PaymentStatus,
  Prisma,
  WebhookStatus,
} from "@/prisma/generated/client";
import { cancelRefusal } from "./cancelable";
import { isDecided, STATUS_LABELS } from "./payment-statuses";
import { entryDescription } from "./entry-description";
import { heldUntil } from "./hold-until-final";
import { CUT_OFF_TIME_ZONE, expectedAt, RAILS } from "./rails";
import { debitsCounted } from "./debits-counted";
import { describeReturn } from "./return-codes";
import type { RateCategory } from "./return-rates";

export type PaymentOrderView = {
  id: string;
  number: number;
  kind: PaymentKind;
  direction: PaymentDirection;
  rail: PaymentRail;
  amount: string;
  status: PaymentStatus;
  statusLabel: string;
  isDecided: boolean; // nothing more can come, except that a completed ACH payment may be returned
  reference: string;
  statementText: string | null; // what the other side's bank statement shows of an ACH entry
  attempt: number; // above 1: a debit that came back and is presented again
  userId: string;
  subjectType: string;
  subjectId: string;
  createdOn: IsoDate;
  expectedOn: IsoDate; // when it should be completed
  settledOn: IsoDate | null;
  returnCode: string | null;
  returnReason: string | null; // plain words and what to do
  failureReason: string | null;
  cancelRefusal: string | null; // why it cannot be canceled; null while it can, and once it is
};

type PaymentStep = {
  status: PaymentStatus;
  at: string;
  businessDate: IsoDate;
  label: string;
  isActedOn: boolean; // the books know it; a completed payment is posted only then
};
export type PaymentTimeline = PaymentOrderView & {
  steps: PaymentStep[];
  availableOn: IsoDate | null; // from when collected money can be used; null when it is not held
};

/**
 * One payment order and what has happened to it, oldest first.
 *
 * @param ownerUserId when given, somebody else's order is not found
 * @throws DomainError not-found
 */
export async function getPaymentTimeline(
  paymentOrderId: string,
  ownerUserId?: string,
): Promise<PaymentTimeline> {
  const row = await db.paymentOrder.findFirst({
    where: { id: paymentOrderId, ...(ownerUserId === undefined ? {} : { userId: ownerUserId }) },
    include: { transitions: { orderBy: { id: "asc" } } },
  });
  if (!row) throw new DomainError("not-found", "Payment not found.");
  const steps = row.transitions.map(({ toStatus, at, businessDate, handledAt }) => ({
    status: toStatus,
    at: at.toISOString(),
    businessDate: fromDbDate(businessDate),
    label: STATUS_LABELS[toStatus],
    isActedOn: handledAt !== null,
  }));
  return { ...toView(row), steps, availableOn: await heldUntil(row.id) };
}

type PaymentOrderFilter = {
  status?: PaymentStatus | undefined;
  kind?: PaymentKind | undefined;
  rail?: PaymentRail | undefined;
  userId?: string | undefined;
  subjectId?: string | undefined;
  reference?: string | undefined; // any part of it
  counted?: RateCategory | "debits" | undefined; // in a return rate of the sixty days up to `countedOn`
  countedOn?: IsoDate | undefined;
};
/** Payment orders, newest first. */
export const paymentOrderList = defineList<Prisma.PaymentOrderOrderByWithRelationInput>()({
  orders: {
    number: (to) => ({ number: to }),
    kind: (to) => ({ kind: to }),
    status: (to) => ({ status: to }),
    rail: (to) => ({ rail: to }),
    reference: (to) => ({ reference: to }),
    created: (to) => ({ createdOn: to }),
    settled: (to) => ({ settledOn: { sort: to, nulls: "last" } }),
    amount: (to) => ({ amount: to }),
  },
  tie: (to) => [{ number: to }],
  defaultSort: { by: "number", direction: "desc" },
  where: ordersWhere,
  count: (where) => db.paymentOrder.count({ where }),
  ids: (where, orderBy, slice) =>
    db.paymentOrder.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: async (ids) => (await db.paymentOrder.findMany({ where: { id: { in: ids } } })).map(toView),
  idOf: ({ id }) => id,
});

function ordersWhere({
  reference,
  counted,
  countedOn,
  ...equal
}: PaymentOrderFilter): Prisma.PaymentOrderWhereInput {
  return {
    ...equal,
    ...(reference ? { reference: { contains: reference.trim().toUpperCase() } } : {}),
    ...(counted && countedOn
      ? { AND: debitsCounted(countedOn, counted === "debits" ? undefined : counted) }
      : {}),
  };
}

export type WebhookView = {
  id: string;
  topic: string;
  objectId: string | null;
  status: WebhookStatus;
  deliveries: number;
  note: string | null;
  receivedAt: string;
  processedAt: string | null;
};

export type WebhookFilter = {
  status?: WebhookStatus | undefined;
  topic?: string | undefined;
  objectId?: string | undefined;
};
/** The inbox, newest first. */
export const webhookList = defineList<Prisma.WebhookMessageOrderByWithRelationInput>()({
  orders: {
    received: (to) => ({ receivedAt: to }),
    topic: (to) => ({ topic: to }),
    status: (to) => ({ status: to }),
    deliveries: (to) => ({ deliveries: to }),
  },
  tie: (to) => [{ receivedAt: to }, { id: to }],
  defaultSort: { by: "received", direction: "desc" },
  where: ({ status, topic, objectId }: WebhookFilter) => ({ status, topic, objectId }),
  count: (where) => db.webhookMessage.count({ where }),
  ids: (where, orderBy, slice) =>
    db.webhookMessage.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: async (ids) => (await db.webhookMessage.findMany({ where: { id: { in: ids } } })).map(toWebhookView),
  idOf: ({ id }) => id,
});

/** One message of the inbox with its body as it arrived. */
export async function getWebhook(id: string): Promise<WebhookView & { body: string }> {
  const row = await db.webhookMessage.findUnique({ where: { id } });
  if (!row) throw new DomainError("not-found", "Message not found.");
  return { ...toWebhookView(row), body: row.body };
}

function toView(row: PaymentOrder): PaymentOrderView {
  const { id, number, kind, direction, rail, status, reference, userId, subjectType, subjectId, returnCode } =
    row;
  const { attempt } = row;
  const createdOn = fromDbDate(row.createdOn);
  const meaning = describeReturn(returnCode);
  return {
    ...{ id, number, kind, direction, rail, status, reference, userId, subjectType, subjectId, returnCode },
    attempt,
    statementText: RAILS[rail].hasEntryClass ? entryDescription({ kind, attempt }) : null,
    amount: toMoney(row.amount.toString()),
    statusLabel: STATUS_LABELS[status],
    isDecided: isDecided(status),
    createdOn,
    expectedOn: expectedAt(rail, { on: createdOn, time: timeOf(row.createdAt) }),
    settledOn: row.settledOn && fromDbDate(row.settledOn),
    returnReason: status === "RETURNED" ? `${meaning.words} ${meaning.remedy}` : null,
    failureReason: row.failureReason,
    cancelRefusal: cancelRefusal(row),
  };
}

/** The sandbox's date is moved by hand, so its clock has no time of day. */
const timeOf = (at: Date) => (calendarBusinessDate() === null ? null : wallTime(at, CUT_OFF_TIME_ZONE));

function toWebhookView(row: Prisma.WebhookMessageGetPayload<object>): WebhookView {
  const { id, topic, objectId, status, deliveries, note, receivedAt, processedAt } = row;
  return {
    ...{ id, topic, objectId, status, deliveries, note },
    receivedAt: receivedAt.toISOString(),
    processedAt: processedAt?.toISOString() ?? null,
  };
}
