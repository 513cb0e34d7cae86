// Payment orders for tests, against the sandbox bank of the file: import "@/test/sandbox-bank" before this.
import { db, inTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createPaymentOrder, type NewPaymentOrder } from "@/lib/payments/create-payment-order";
import { addExternalAccount } from "@/lib/payments/external-accounts";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { submitPaymentOrder } from "@/lib/payments/submit-payment-order";
import { askBank } from "./sandbox-bank";
import { setBusinessDate } from "./story";

export const FRIDAY = "2027-01-08";
export const SATURDAY = "2027-01-09";
export const MONDAY = "2027-01-11";
export const WEDNESDAY = "2027-01-13";

/** A deposit that the investor sends by wire. */
export const WIRE = {
  kind: "DEPOSIT",
  direction: "INCOMING",
  rail: "WIRE",
  amount: "10000.00",
  subjectType: "investment",
} as const;

export type WantedOrder = Partial<NewPaymentOrder> & { accountNumber?: string };

export async function addUser(): Promise<string> {
  const id = newId("usr");
  await db.user.create({ data: { id, email: `${id}@example.com`, name: "Art", passwordHash: "-" } });
  return id;
}

/** The business date and the bank's. */
export async function moveTo(date: string): Promise<void> {
  await setBusinessDate(date);
  await setBankDate(date);
}

export function addAccount(userId: string, accountNumber: string) {
  const holder = { holderName: "Art", routingNumber: "021000021", accountType: "checking" } as const;
  return addExternalAccount({ ...holder, userId, accountNumber });
}

/** By default a repayment of 466.67 by ACH, created on the Friday. */
export async function createOrder(
  userId: string,
  { accountNumber = "123456789", ...wanted }: WantedOrder = {},
) {
  const needsAccount = wanted.direction !== "INCOMING" && !wanted.externalAccountId;
  const externalAccountId = needsAccount ? (await addAccount(userId, accountNumber)).id : undefined;
  return inTransaction((tx) =>
    createPaymentOrder(tx, {
      kind: "REPAYMENT",
      direction: "DEBIT",
      rail: "ACH",
      amount: "466.67",
      userId,
      subjectType: "repayment",
      subjectId: newId("rpy"),
      createdOn: FRIDAY,
      ...(externalAccountId ? { externalAccountId } : {}),
      ...wanted,
    }),
  );
}

export async function placeOrder(userId: string, wanted: WantedOrder = {}) {
  const order = await createOrder(userId, wanted);
  await submitPaymentOrder(order.id);
  return order;
}

export async function statusOf(id: string) {
  return (await db.paymentOrder.findUniqueOrThrow({ where: { id } })).status;
}

export async function countOrdersAtBank(paymentOrderId: string): Promise<number> {
  const rows = await askBank<unknown[]>(
    "GET",
    `/api/payment_orders?metadata%5Bpayment_order_id%5D=${paymentOrderId}`,
  );
  return rows.length;
}
