import { askBank } from "@/test/sandbox-bank";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  addAccount,
  addUser,
  countOrdersAtBank,
  createOrder,
  FRIDAY,
  MONDAY,
  moveTo,
  placeOrder,
  SATURDAY,
  statusOf,
  WEDNESDAY,
  type WantedOrder,
} from "@/test/payments";
import { db, inTransaction } from "@/lib/db";
import { cancelPaymentOrder } from "./cancel-payment-order";
import { disableExternalAccounts } from "./external-accounts";
import { pollPayments } from "./poll-payments";
import { getPaymentTimeline } from "./queries";
import { submitPaymentOrder } from "./submit-payment-order";
import { submitWaiting } from "./submit-waiting";
import { listUnhandledTransitions, lockTransitions } from "./unhandled";

let userId: string;

beforeAll(async () => {
  userId = await addUser();
});

beforeEach(() => moveTo(FRIDAY));

describe("an ACH debit", () => {
  it("waits for the cut-off, is sent, and completes on the next banking day", async () => {
    const order = await place({ accountNumber: "123456789" });
    expect(await statusOf(order.id)).toBe("APPROVED");
    await moveTo(SATURDAY);
    await pollPayments();
    expect(await statusOf(order.id)).toBe("SENT");
    await moveTo(MONDAY);
    await pollPayments();
    const timeline = await getPaymentTimeline(order.id, userId);
    expect(timeline).toMatchObject({
      status: "COMPLETED",
      settledOn: MONDAY,
      expectedOn: MONDAY,
      amount: "466.67",
    });
    expect(timeline.steps.map((step) => [step.status, step.businessDate])).toEqual([
      ["CREATED", FRIDAY],
      ["APPROVED", FRIDAY],
      ["SENT", SATURDAY],
      ["COMPLETED", MONDAY],
    ]);
  });

  it("is returned with its code instead of being completed", async () => {
    const order = await place({ accountNumber: "10001" });
    await moveTo(MONDAY);
    await pollPayments();
    const timeline = await getPaymentTimeline(order.id);
    expect(timeline).toMatchObject({ status: "RETURNED", returnCode: "R01", settledOn: null });
    expect(timeline.returnReason).toMatch(/insufficient funds/);
    expect(timeline.steps.map((step) => step.status)).not.toContain("COMPLETED");
  });

  it("can be returned two banking days after it was completed", async () => {
    const order = await place({ accountNumber: "20010" });
    await moveTo(MONDAY);
    await pollPayments();
    expect(await statusOf(order.id)).toBe("COMPLETED");
    await moveTo(WEDNESDAY);
    await pollPayments();
    expect(await getPaymentTimeline(order.id)).toMatchObject({
      status: "RETURNED",
      returnCode: "R10",
      settledOn: MONDAY,
    });
  });

  it("fails when the account is made to fail", async () => {
    const order = await place({ accountNumber: "1111111111" });
    await moveTo(SATURDAY);
    await pollPayments();
    const timeline = await getPaymentTimeline(order.id);
    expect(timeline.status).toBe("FAILED");
    expect(timeline.failureReason).toMatch(/could not process/);
  });

  it("leaves one note for the rooms above, with its job, when its fate is known", async () => {
    const order = await place({ accountNumber: "123456789" });
    await moveTo(MONDAY);
    await pollPayments();
    await pollPayments();
    const [transition] = await db.paymentTransition.findMany({
      where: { paymentOrderId: order.id, handledAt: null },
    });
    expect(transition).toMatchObject({ toStatus: "COMPLETED", source: "poll" });
    expect((await listUnhandledTransitions()).map(({ id }) => id)).toContain(transition!.id.toString());
    expect(await countJobs(`transitions:${transition!.id}`)).toBe(1);
  });
});

describe("the rails of a credit", () => {
  it("completes by RTP at once, on a Saturday too", async () => {
    await moveTo(SATURDAY);
    const order = await place({
      direction: "CREDIT",
      rail: "RTP",
      kind: "DISBURSEMENT",
      createdOn: SATURDAY,
    });
    await pollPayments();
    expect(await getPaymentTimeline(order.id)).toMatchObject({ status: "COMPLETED", settledOn: SATURDAY });
  });

  it("completes by wire on the same day when banks are open", async () => {
    const order = await place({ direction: "CREDIT", rail: "WIRE", kind: "DISBURSEMENT" });
    await pollPayments();
    expect(await getPaymentTimeline(order.id)).toMatchObject({ status: "COMPLETED", settledOn: FRIDAY });
  });

  it("makes a wire of a Saturday wait for Monday", async () => {
    await moveTo(SATURDAY);
    const order = await place({
      direction: "CREDIT",
      rail: "WIRE",
      kind: "DISBURSEMENT",
      createdOn: SATURDAY,
    });
    await pollPayments();
    expect(await getPaymentTimeline(order.id)).toMatchObject({ status: "APPROVED", expectedOn: MONDAY });
    await moveTo(MONDAY);
    await pollPayments();
    expect(await statusOf(order.id)).toBe("COMPLETED");
  });
});

describe("handing over", () => {
  it("makes one order at the bank when the answer was lost", async () => {
    const order = await create({ accountNumber: "123456789" });
    await askBank("POST", "/sandbox/trouble", { lose: 1 });
    await submitPaymentOrder(order.id);
    await submitPaymentOrder(order.id);
    expect(await countOrdersAtBank(order.id)).toBe(1);
    expect(await statusOf(order.id)).toBe("APPROVED");
  });

  it("finds the order again when every answer of the first try was lost", async () => {
    const order = await create({ accountNumber: "123456789" });
    await submitPaymentOrder(order.id);
    // As if the answer had never come and the bank's memory of the key had run out.
    await db.paymentOrder.update({ where: { id: order.id }, data: { status: "CREATED", providerId: null } });
    await submitPaymentOrder(order.id);
    expect(await countOrdersAtBank(order.id)).toBe(1);
    expect((await db.paymentOrder.findUniqueOrThrow({ where: { id: order.id } })).providerId).not.toBeNull();
  });

  it("keeps the order and throws while the bank is out of order, then succeeds", async () => {
    const order = await create({ accountNumber: "123456789" });
    await askBank("POST", "/sandbox/trouble", { fail: 3 });
    await expect(submitPaymentOrder(order.id)).rejects.toThrow(/503/);
    expect(await statusOf(order.id)).toBe("CREATED");
    expect(await submitWaiting()).toBe(1);
    expect(await statusOf(order.id)).toBe("APPROVED");
  });

  it("fails the order with a reason when the bank refuses it", async () => {
    const account = await addAccount(userId, "444455556666");
    await db.externalAccount.update({ where: { id: account.id }, data: { providerId: "closed" } });
    const order = await create({ externalAccountId: account.id });
    await submitPaymentOrder(order.id);
    expect(await getPaymentTimeline(order.id)).toMatchObject({
      status: "FAILED",
      failureReason: "The bank refused this payment: There is no such external account.",
    });
  });

  it("refuses an amount above the maximum of the rail", async () => {
    const tooMuch = {
      direction: "CREDIT",
      rail: "RTP",
      kind: "DISBURSEMENT",
      amount: "10000000.01",
    } as const;
    await expect(create(tooMuch)).rejects.toMatchObject({ code: "invalid", field: "rail" });
  });

  it("makes one order of many workers at once", async () => {
    const order = await create({ accountNumber: "123456789" });
    await Promise.all(Array.from({ length: 5 }, () => submitPaymentOrder(order.id)));
    expect(await countOrdersAtBank(order.id)).toBe(1);
    expect(await statusOf(order.id)).toBe("APPROVED");
  });
});

describe("canceling", () => {
  it("works before the order was handed over, and again does nothing", async () => {
    const order = await create({ accountNumber: "123456789" });
    await cancelPaymentOrder(order.id);
    await cancelPaymentOrder(order.id);
    await submitPaymentOrder(order.id);
    expect(await statusOf(order.id)).toBe("CANCELLED");
    expect(await countOrdersAtBank(order.id)).toBe(0);
  });

  it("works at the bank until the cut-off", async () => {
    const order = await place({ accountNumber: "123456789" });
    await cancelPaymentOrder(order.id);
    expect(await statusOf(order.id)).toBe("CANCELLED");
    await moveTo(MONDAY);
    await pollPayments();
    expect(await statusOf(order.id)).toBe("CANCELLED");
  });

  it("is refused once the money is on its way", async () => {
    const order = await place({ accountNumber: "123456789" });
    await moveTo(SATURDAY);
    await expect(cancelPaymentOrder(order.id)).rejects.toThrow("has been sent and can no longer");
    await moveTo(MONDAY);
    await pollPayments();
    expect(await statusOf(order.id)).toBe("COMPLETED");
  });
});

describe("what may not be", () => {
  it("refuses somebody else's bank account and a disabled one", async () => {
    await expect(create({ userId: "usr_other" })).rejects.toMatchObject({ field: "externalAccountId" });
    const account = await addAccount(userId, "555566667777");
    await disableExternalAccounts(db, [{ id: account.id, reason: "R02" }]);
    await expect(create({ externalAccountId: account.id })).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("shows a payment to its owner only", async () => {
    const order = await create({});
    await expect(getPaymentTimeline(order.id, "usr_other")).rejects.toMatchObject({ code: "not-found" });
  });

  it("lets nobody act on a return before the completion that came first", async () => {
    const order = await place({ accountNumber: "20001" });
    await moveTo(MONDAY);
    await pollPayments();
    await moveTo(WEDNESDAY);
    await pollPayments();
    const [completed, returned] = await db.paymentTransition.findMany({
      where: { paymentOrderId: order.id, handledAt: null },
      orderBy: { id: "asc" },
    });
    expect([completed!.toStatus, returned!.toStatus]).toEqual(["COMPLETED", "RETURNED"]);
    await expect(inTransaction((tx) => lockTransitions(tx, [String(returned!.id)]))).rejects.toThrow(
      /earlier change/,
    );
    expect(await inTransaction((tx) => lockTransitions(tx, [String(completed!.id)]))).toMatchObject([
      { toStatus: "COMPLETED" },
    ]);
  });
});

const create = (wanted: WantedOrder) => createOrder(userId, wanted);
const place = (wanted: WantedOrder) => placeOrder(userId, wanted);

async function countJobs(key: string) {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE key = ${key}`;
  return row!.count;
}
