// A notification of change is no return: from the bank's webhook to whoever is notified.
import { askBank } from "@/test/sandbox-bank";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { listChangeNotices } from "@/lib/payments/apply-change-notice";
import { applyProviderState } from "@/lib/payments/apply-provider-state";
import { pollPayments } from "@/lib/payments/poll-payments";
import { processWebhook } from "@/lib/payments/process-webhook";
import { newAdmin } from "@/test/people";
import { addUser, FRIDAY, MONDAY, moveTo, placeOrder, statusOf } from "@/test/payments";
import { handleChangeNotice } from "./handle-change-notice";

let userId: string;
let adminId: string;
beforeAll(async () => {
  userId = await addUser();
  adminId = (await newAdmin()).userId;
  await moveTo(FRIDAY);
});

const notesOf = (id: string) => db.notification.findMany({ where: { userId: id, kind: "account-change" } });

test("a notification of change leaves the payment completed and notifies the payer and the staff once", async () => {
  const order = await placeOrder(userId, { accountNumber: "30001" });
  await moveTo(MONDAY);
  await pollPayments();
  const { providerId } = await db.paymentOrder.findUniqueOrThrow({ where: { id: order.id } });
  const [notice] = await askBank<{ id: string }[]>("GET", `/api/returns?returnable_id=${providerId}`);
  const message = await db.webhookMessage.create({
    data: {
      id: newId("whk"),
      topic: "return.created",
      objectId: notice!.id,
      body: JSON.stringify({ event: "created", data: { object: "return", id: notice!.id } }),
    },
  });
  await processWebhook(message.id);
  expect(await db.webhookMessage.findUniqueOrThrow({ where: { id: message.id } })).toMatchObject({
    status: "PROCESSED",
    note: "Notification of change C01: Incorrect account number. The payment is not affected.",
  });
  const payload = { paymentOrderId: order.id, returnId: notice!.id, code: "C01" };
  await handleChangeNotice(payload);
  await handleChangeNotice(payload);
  expect(await statusOf(order.id)).toBe("COMPLETED");
  const [payer, ...others] = await notesOf(userId);
  expect(others).toEqual([]);
  expect(payer!.body).toContain(
    "the account number has changed. Your payment is not affected. We have corrected it.",
  );
  expect(payer!.body).toContain("The account number now ends in 0000.");
  expect(await notesOf(adminId)).toEqual([]); // nobody has to do anything
});

/** Hears of the notice of an order that has just completed. */
async function noticeOf(paymentOrderId: string, code: string) {
  const { providerId } = await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } });
  const notices = await askBank<{ id: string }[]>("GET", `/api/returns?returnable_id=${providerId}`);
  for (const { id: returnId } of notices) await handleChangeNotice({ paymentOrderId, returnId, code });
  return notices.length;
}

test.each([
  ["C01", true, "021000021", "checking"],
  ["C02", false, "021000089", "checking"],
  ["C03", true, "021000089", "checking"],
  ["C05", false, "021000021", "savings"],
  ["C06", true, "021000021", "savings"],
  ["C07", true, "021000089", "savings"],
])(
  "%s is applied before the next entry, which the bank makes without another notice",
  async (code, isNewNumber, routing, type) => {
    await moveTo(FRIDAY);
    const owner = await addUser();
    const first = await placeOrder(owner, { accountNumber: `300${code.slice(1)}` });
    await moveTo(MONDAY);
    await pollPayments();
    expect(await noticeOf(first.id, code)).toBe(1);
    const account = await db.externalAccount.findFirstOrThrow({ where: { userId: owner } });
    expect([account.routingNumber, account.accountType, account.version]).toEqual([...[routing, type, 2]]);
    expect(
      await db.externalAccountChange.findFirstOrThrow({ where: { code, externalAccountId: account.id } }),
    ).toMatchObject({
      state: "APPLIED",
      oldLast4: `00${code.slice(1)}`,
    });
    const next = await placeOrder(owner, { externalAccountId: account.id, createdOn: MONDAY });
    await moveTo("2027-01-12");
    await pollPayments();
    expect(await statusOf(next.id)).toBe("COMPLETED");
    // The number itself decides at the stand-in bank: only a new number ends the notices.
    expect(await noticeOf(next.id, code)).toBe(isNewNumber ? 0 : 1);
  },
);

test("a notice with a wrong check digit is refused, and the account stays as it is", async () => {
  await moveTo(FRIDAY);
  const owner = await addUser();
  const order = await placeOrder(owner, { accountNumber: "30102" });
  await moveTo(MONDAY);
  await pollPayments();
  expect(await noticeOf(order.id, "C02")).toBe(1);
  const account = await db.externalAccount.findFirstOrThrow({ where: { userId: owner } });
  expect([account.routingNumber, account.version]).toEqual(["021000021", 1]);
  expect((await listChangeNotices()).find(({ state }) => state === "REFUSED")).toMatchObject({
    ...{ code: "C02", userId: owner, appliedOn: null },
    refusal: "The routing number 021000088 is not valid.",
    refuseBy: "2027-01-26",
  });
  expect((await notesOf(adminId)).map(({ title }) => title)).toContainEqual(
    expect.stringContaining("stays: C02, incorrect routing number"),
  );
});

test("a status of returned with a notification of change does not return the payment", async () => {
  await moveTo(FRIDAY);
  const order = await placeOrder(userId);
  await moveTo(MONDAY);
  await pollPayments();
  const { providerId } = await db.paymentOrder.findUniqueOrThrow({ where: { id: order.id } });
  const state = { providerId: providerId!, paymentOrderId: order.id, failureReason: null };
  expect(await applyProviderState({ ...state, status: "RETURNED", returnCode: "C05" }, "poll")).toBe(
    "unchanged",
  );
  expect(await statusOf(order.id)).toBe("COMPLETED");
});
