// What the bank is given to print on a statement, asked of the bank itself.
import { askBank } from "@/test/sandbox-bank";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { addAccount, addUser, FRIDAY, MONDAY, moveTo, placeOrder } from "@/test/payments";
import { pollPayments } from "./poll-payments";

type AtBank = { statement_descriptor: string; remittance_information: string; amount: number };

let userId: string;
let externalAccountId: string;
beforeAll(async () => {
  userId = await addUser();
  externalAccountId = (await addAccount(userId, "10001")).id;
  await moveTo(FRIDAY);
});

async function atBank(paymentOrderId: string): Promise<AtBank> {
  const path = `/api/payment_orders?metadata%5Bpayment_order_id%5D=${paymentOrderId}`;
  const [order, ...others] = await askBank<AtBank[]>("GET", path);
  expect(others).toEqual([]);
  return order!;
}

test("an ACH entry carries its company entry description, and our reference beside it", async () => {
  const words = {
    REPAYMENT: "LOAN PYMT",
    DISBURSEMENT: "LOAN FUND",
    DEPOSIT: "DEPOSIT",
    PAYOUT: "PAYOUT",
  } as const;
  for (const kind of ["REPAYMENT", "DISBURSEMENT", "DEPOSIT", "PAYOUT"] as const) {
    const direction = kind === "DISBURSEMENT" || kind === "PAYOUT" ? "CREDIT" : "DEBIT";
    const { id, reference } = await placeOrder(userId, { kind, direction, externalAccountId });
    expect(await atBank(id)).toMatchObject({
      statement_descriptor: words[kind],
      remittance_information: reference,
    });
  }
});

test("a debit that is presented again is a separate order at the bank, marked RETRY PYMT", async () => {
  const first = await placeOrder(userId, { externalAccountId });
  await moveTo(MONDAY);
  await pollPayments();
  const second = await placeOrder(userId, {
    externalAccountId,
    retryOf: first.id,
    attempt: 2,
    createdOn: MONDAY,
  });
  const third = await placeOrder(userId, {
    externalAccountId,
    retryOf: first.id,
    attempt: 3,
    createdOn: MONDAY,
  });
  for (const { id } of [second, third])
    expect(await atBank(id)).toMatchObject({ statement_descriptor: "RETRY PYMT", amount: 46667 });
  expect((await atBank(first.id)).statement_descriptor).toBe("LOAN PYMT");
  const orders = await db.paymentOrder.findMany({ where: { id: { in: [first.id, second.id, third.id] } } });
  expect(new Set(orders.map(({ providerId }) => providerId)).size).toBe(3);
});
