// The class of each payment, as the bank was asked to send it.
import { askBank } from "@/test/sandbox-bank";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { addAccount, addUser, createOrder, FRIDAY, moveTo, WIRE } from "@/test/payments";
import { secCodeOf } from "./sec-code";
import { submitPaymentOrder } from "./submit-payment-order";

beforeAll(() => moveTo(FRIDAY));

async function subtypeAtBank(paymentOrderId: string) {
  await submitPaymentOrder(paymentOrderId);
  const rows = await askBank<{ subtype: string | null }[]>(
    "GET",
    `/api/payment_orders?metadata%5Bpayment_order_id%5D=${paymentOrderId}`,
  );
  return rows.map(({ subtype }) => subtype);
}

const BORROWER = {
  PERSON: { kind: "PERSON" },
  BUSINESS: { kind: "BUSINESS", registrationNumber: "12-3456789" },
} as const;

async function userWho(borrows: "PERSON" | "BUSINESS" | "not at all") {
  const userId = await addUser();
  if (borrows !== "not at all")
    await db.borrower.create({ data: { id: newId("brw"), userId, legalName: "Art", ...BORROWER[borrows] } });
  return userId;
}

const KINDS = ["DEPOSIT", "DISBURSEMENT", "REPAYMENT", "PAYOUT"] as const;
const BORROWS = ["PERSON", "BUSINESS", "not at all"] as const;
const CASES = KINDS.flatMap((kind) =>
  (["CREDIT", "DEBIT"] as const).flatMap((direction) =>
    BORROWS.flatMap((borrows) =>
      (["WEB", "TELEPHONE"] as const).map((channel) => ({ kind, direction, borrows, channel })),
    ),
  ),
);

describe("an ACH payment is sent under the class of its account, direction and authorization", () => {
  it.each(CASES)("$kind $direction of one who borrows as $borrows, by $channel", async (each) => {
    const { borrows, ...order } = each;
    const { id } = await createOrder(await userWho(borrows), order);
    const consumer = order.direction === "CREDIT" ? "PPD" : order.channel === "WEB" ? "WEB" : "TEL";
    expect(await subtypeAtBank(id)).toEqual([borrows === "BUSINESS" ? "CCD" : consumer]);
  });
});

it.each([
  ["BUSINESS", "PERSON", "WEB"],
  ["PERSON", "BUSINESS", "CCD"],
  ["not at all", "BUSINESS", "CCD"],
] as const)(
  "one who borrows as %s and pays from an account of a %s: the account decides, %s",
  async (borrows, holderKind, expected) => {
    const userId = await userWho(borrows);
    const { id: externalAccountId } = await addAccount(userId, "123456789");
    await db.externalAccount.update({ where: { id: externalAccountId }, data: { holderKind } });
    expect(await subtypeAtBank((await createOrder(userId, { externalAccountId })).id)).toEqual([expected]);
  },
);

it("a debit that is presented again keeps the class of the first one, whatever was changed since", async () => {
  const userId = await userWho("PERSON");
  const { id: externalAccountId } = await addAccount(userId, "123456789");
  const first = await createOrder(userId, { channel: "TELEPHONE", externalAccountId });
  await db.borrower.update({ where: { userId }, data: BORROWER.BUSINESS });
  const again = await createOrder(userId, { retryOf: first.id, attempt: 2, externalAccountId });
  expect(await subtypeAtBank(again.id)).toEqual(["TEL"]);
  expect(await subtypeAtBank((await createOrder(userId)).id)).toEqual(["CCD"]);
});

it("an order that is handed over again goes under the class that it was made with", async () => {
  const userId = await userWho("PERSON");
  const { id } = await createOrder(userId);
  await db.borrower.update({ where: { userId }, data: BORROWER.BUSINESS });
  expect(await subtypeAtBank(id)).toEqual(["WEB"]);
});

it("payments by wire and RTP have no class", async () => {
  const userId = await userWho("BUSINESS");
  const rtp = await createOrder(userId, { kind: "DISBURSEMENT", direction: "CREDIT", rail: "RTP" });
  expect(await subtypeAtBank(rtp.id)).toEqual([null]);
  const wire = await createOrder(userId, WIRE);
  expect((await db.paymentOrder.findUniqueOrThrow({ where: { id: wire.id } })).secCode).toBeNull();
  const ofAch = { rail: "ACH", direction: "INCOMING", holder: "BUSINESS", channel: "WEB" } as const;
  expect(secCodeOf(ofAch)).toBeNull();
});
