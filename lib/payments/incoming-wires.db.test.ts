import { askBank } from "@/test/sandbox-bank";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { addUser, createOrder, FRIDAY, moveTo, placeOrder, SATURDAY, statusOf, WIRE } from "@/test/payments";
import { db } from "@/lib/db";
import { cancelPaymentOrder } from "./cancel-payment-order";
import { pollPayments } from "./poll-payments";
import { processWebhook } from "./process-webhook";
import { getPaymentTimeline } from "./queries";
import { simulateIncomingWire } from "./sandbox-controls";
import { submitPaymentOrder } from "./submit-payment-order";
import { listUnmatchedIncoming } from "./unmatched";
import { getWireInstructions } from "./wire-instructions";

let userId: string;
beforeAll(async () => {
  userId = await addUser();
});
beforeEach(() => moveTo(FRIDAY));

it("waits for a wire and completes when it arrives with reference and amount", async () => {
  const order = await placeOrder(userId, WIRE);
  expect(await statusOf(order.id)).toBe("EXPECTED");
  await moveTo(SATURDAY);
  await simulateIncomingWire({ reference: order.reference.toLowerCase(), amount: "10000.00" });
  await pollPayments();
  expect(await getPaymentTimeline(order.id)).toMatchObject({ status: "COMPLETED", settledOn: SATURDAY });
});

it("matches money that came before the bank was asked to expect it", async () => {
  const order = await createOrder(userId, WIRE);
  await simulateIncomingWire({ reference: order.reference, amount: "10000.00" });
  await submitPaymentOrder(order.id);
  await pollPayments();
  expect(await statusOf(order.id)).toBe("COMPLETED");
});

it("leaves a wrong amount and an unknown reference for a person to look at", async () => {
  const order = await placeOrder(userId, WIRE);
  await simulateIncomingWire({ reference: order.reference, amount: "9999.99" });
  await simulateIncomingWire({ reference: "HELLO", amount: "10000.00" });
  await pollPayments();
  expect(await statusOf(order.id)).toBe("EXPECTED");
  await deliverIncoming();
  const notes = (await listUnmatchedIncoming()).map((incoming) => incoming.note);
  expect(notes.sort()).toEqual([
    `Unmatched incoming payment: 10,000.00 by wire with the reference "HELLO".`,
    `Unmatched incoming payment: 9,999.99 by wire with the reference "${order.reference}".`,
  ]);
});

it("can be called off while nothing has arrived", async () => {
  const order = await placeOrder(userId, WIRE);
  await cancelPaymentOrder(order.id);
  expect(await statusOf(order.id)).toBe("CANCELLED");
  await simulateIncomingWire({ reference: order.reference, amount: "10000.00" });
  await pollPayments();
  expect(await statusOf(order.id)).toBe("CANCELLED");
});

it("shows the sender, and nobody else, where to wire the money", async () => {
  const order = await placeOrder(userId, WIRE);
  expect(await getWireInstructions(order.id, userId)).toEqual({
    beneficiary: "Modern Lending, Inc.",
    bankName: "Sandbox Bank",
    routingNumber: "021000021",
    accountNumber: "4100200300",
    amount: "10000.00",
    reference: order.reference,
  });
  await expect(getWireInstructions(order.id, "usr_other")).rejects.toMatchObject({ code: "not-found" });
});

/** Puts the bank's messages about incoming payments into the inbox and acts on them. */
async function deliverIncoming() {
  type BankEvent = { id: string; resource: string; event_name: string; data: unknown };
  const events = await askBank<BankEvent[]>(
    "GET",
    "/api/events?resource=incoming_payment_detail&per_page=100",
  );
  for (const { id, resource, event_name, data } of events) {
    const body = JSON.stringify({ event: event_name, data });
    await db.webhookMessage.create({
      data: { id, topic: `${resource}.${event_name}`, objectId: (data as { id: string }).id, body },
    });
    await processWebhook(id);
  }
}
