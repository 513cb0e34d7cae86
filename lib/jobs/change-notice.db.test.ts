// A notification of change is no return: from the bank's webhook to whoever is notified.
import { askBank } from "@/test/sandbox-bank";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
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
  expect(payer!.body).toContain("the account number has changed. Your payment is not affected.");
  expect((await notesOf(adminId)).map(({ title }) => title)).toEqual([
    expect.stringContaining("stays: C01, incorrect account number"),
  ]);
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
