import { randomBytes } from "node:crypto";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { d, toMoney } from "@/lib/money/money";
import { addJob } from "@/lib/queue";
import type { PaymentDirection, PaymentKind, PaymentRail } from "@/prisma/generated/client";

// Without 0, 1, I and O: the reference of a wire is typed by hand.
const REFERENCE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const REFERENCE_LENGTH = 8; // with the prefix 10, all that an ACH statement descriptor holds

export type NewPaymentOrder = {
  kind: PaymentKind;
  direction: PaymentDirection;
  rail: PaymentRail;
  amount: string;
  externalAccountId?: string; // none only when money is pushed to us
  userId: string;
  subjectType: "investment" | "loan" | "repayment";
  subjectId: string;
  holdTransactionId?: string;
  createdOn: IsoDate;
};

/**
 * Writes the order and the job that hands it to the bank, in the transaction of the business fact that calls for it.
 * Nothing leaves the house before that transaction commits.
 */
export async function createPaymentOrder(tx: Tx, order: NewPaymentOrder) {
  const { externalAccountId, holdTransactionId, createdOn, ...facts } = order;
  invariant(d(order.amount).greaterThan(0), "a payment order has an amount above zero");
  invariant(order.direction === "CREDIT" || order.rail !== "RTP", "RTP can only push money out");
  invariant(order.direction !== "DEBIT" || order.rail === "ACH", "only ACH can pull money in");
  invariant(order.direction !== "INCOMING" || order.rail === "WIRE", "only a wire is waited for");
  if (order.direction !== "INCOMING") await requireUsableAccount(tx, order.userId, externalAccountId);
  const created = await tx.paymentOrder.create({
    data: {
      ...facts,
      id: newId("po"),
      amount: toMoney(order.amount),
      reference: newReference(),
      externalAccountId: externalAccountId ?? null,
      holdTransactionId: holdTransactionId === undefined ? null : BigInt(holdTransactionId),
      createdOn: toDbDate(createdOn),
      transitions: {
        create: { toStatus: "CREATED", source: "ours", businessDate: toDbDate(createdOn), handledAt: now() },
      },
    },
    select: { id: true, number: true, reference: true },
  });
  await addJob(tx, "submit-payment-order", { paymentOrderId: created.id }, `submit:${created.id}`);
  return created;
}

async function requireUsableAccount(tx: Tx, userId: string, externalAccountId: string | undefined) {
  const field = "externalAccountId";
  if (!externalAccountId) throw new DomainError("invalid", "Choose a bank account.", field);
  const account = await tx.externalAccount.findFirst({ where: { id: externalAccountId, userId } });
  if (!account)
    throw new DomainError("not-found", "We do not know this bank account. Choose another.", field);
  if (account.status === "DISABLED") {
    throw new DomainError(
      "wrong-state",
      "This bank account can no longer be used. Choose or add another.",
      field,
    );
  }
}

function newReference(): string {
  const letters = [...randomBytes(REFERENCE_LENGTH)].map((byte) => REFERENCE_LETTERS[byte & 31]);
  return `ML${letters.join("")}`;
}
