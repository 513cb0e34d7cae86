// A bank, or something between it and us, that answers otherwise than agreed. Over a real HTTP server, by the real client.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

type Answer = { status: number; type?: string; body?: string };
let lists: Answer;
let objects: Answer;
let placing: Answer;
let placed = 0;
const seen: string[] = [];

const server = createServer((request, response) => void serve(request, response));
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
process.env.PAYMENTS_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());

const { addUser, createOrder, statusOf } = await import("@/test/payments");
const { setBusinessDate } = await import("@/test/story");
const { db } = await import("@/lib/db");
const { cancelPaymentOrder } = await import("./cancel-payment-order");
const { pollPayments } = await import("./poll-payments");
const { processWebhook } = await import("./process-webhook");
const provider = await import("./provider");
const { submitPaymentOrder } = await import("./submit-payment-order");

async function serve(request: IncomingMessage, response: ServerResponse) {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const path = request.url!.split("?")[0]!;
  seen.push(`${request.method} ${path}`);
  const reply = ({ status, type = "application/json", body }: Answer) =>
    response.writeHead(status, { "content-type": type }).end(body);
  if (path === "/api/counterparties")
    return reply({
      status: 201,
      body: JSON.stringify({ id: "cp", accounts: [{ id: crypto.randomUUID() }] }),
    });
  if (path === "/api/payment_orders" && request.method === "POST") {
    placed += 1;
    return reply(placing);
  }
  return reply(request.method === "GET" && path.split("/").length === 3 ? lists : objects);
}

const UNCLEAR: [name: string, answer: Answer][] = [
  ["204", { status: 204 }],
  ["an empty body", { status: 200, body: "" }],
  ["{}", { status: 200, body: "{}" }],
  ["null", { status: 200, body: "null" }],
  ["a string", { status: 200, body: '"ok"' }],
  ["a number", { status: 200, body: "0" }],
  ["an object without data", { status: 200, body: '{"data":null,"has_more":false}' }],
  ["a list of nothing we know", { status: 200, body: '[{"hello":"world"}]' }],
  ["somebody else's order", { status: 200, body: JSON.stringify([order("other", "po_other")]) }],
  ["HTML", { status: 200, type: "text/html", body: "<html>Welcome to the proxy</html>" }],
  ["HTML that claims to be JSON", { status: 200, body: "<html>Welcome</html>" }],
  ["an HTML 404", { status: 404, type: "text/html", body: "<html>Not Found</html>" }],
  ["a bare 404", { status: 404, body: "" }],
  ["a 422 of a proxy", { status: 422, type: "text/plain", body: "Unprocessable" }],
];

function order(id: string, paymentOrderId: string, status = "approved") {
  return { id, object: "payment_order", status, metadata: { payment_order_id: paymentOrderId } };
}

let userId: string;
beforeEach(async () => {
  userId = await addUser();
  await setBusinessDate("2027-01-08");
  await db.paymentOrder.updateMany({ data: { status: "FAILED" } });
  [lists, objects, placing] = [UNCLEAR[0]![1], UNCLEAR[0]![1], UNCLEAR[0]![1]];
  placed = 0;
  seen.length = 0;
});

describe.each(UNCLEAR)("%s", (_, answer) => {
  it("to a new order leaves it ours, and to the question about it places nothing again", async () => {
    const { id } = await createOrder(userId);
    [placing, lists] = [answer, answer];
    await expect(submitPaymentOrder(id)).rejects.toThrow();
    for (let again = 0; again < 3; again += 1) await expect(submitPaymentOrder(id)).rejects.toThrow();
    expect([placed, await statusOf(id)]).toEqual([1, "CREATED"]);
    // Once the bank answers again, it is the order that it had.
    lists = { status: 200, body: JSON.stringify([order(`mt-${id}`, id)]) };
    await submitPaymentOrder(id);
    expect([placed, await statusOf(id)]).toEqual([1, "APPROVED"]);
  });

  it("about open orders changes nothing", async () => {
    const [{ id: first }, { id: second }] = [await createOrder(userId), await createOrder(userId)];
    for (const id of [first, second])
      await db.paymentOrder.update({ where: { id }, data: { status: "SENT", providerId: `mt-${id}` } });
    objects = answer;
    // An error ends the round, an unclear answer only leaves its own order for the next one.
    expect(await pollPayments().catch(() => 0)).toBe(0);
    expect([await statusOf(first), await statusOf(second)]).toEqual(["SENT", "SENT"]);
  });

  it("to a cancellation gives a sentence and cancels nothing here", async () => {
    const { id } = await createOrder(userId);
    await db.paymentOrder.update({ where: { id }, data: { status: "APPROVED", providerId: `mt-${id}` } });
    objects = answer;
    await expect(cancelPaymentOrder(id)).rejects.toMatchObject({ name: "DomainError", code: "unavailable" });
    expect(await statusOf(id)).toBe("APPROVED");
  });

  it.each(["payment_order", "expected_payment", "return", "incoming_payment_detail"])(
    "about a %s of a webhook keeps the message for another try",
    async (object) => {
      objects = answer;
      const id = crypto.randomUUID();
      const body = JSON.stringify({ event: "updated", data: { object, id: "mt-1" } });
      await db.webhookMessage.create({ data: { id, topic: `${object}.updated`, objectId: "mt-1", body } });
      await expect(processWebhook(id)).rejects.toThrow();
      expect((await db.webhookMessage.findUniqueOrThrow({ where: { id } })).status).toBe("FAILED");
    },
  );
});

it("an empty list is an answer: the order is placed", async () => {
  const { id } = await createOrder(userId);
  placing = { status: 500 };
  await expect(submitPaymentOrder(id)).rejects.toThrow();
  const before = placed;
  lists = { status: 200, body: "[]" };
  placing = { status: 201, body: JSON.stringify(order(`mt-${id}`, id)) };
  await submitPaymentOrder(id);
  expect([placed, await statusOf(id)]).toEqual([before + 1, "APPROVED"]);
});

it("the bank's own 404 says that it does not know an object, and its own 422 refuses an order", async () => {
  objects = { status: 404, body: JSON.stringify({ errors: { code: "resource_not_found", message: "No." } }) };
  expect(await provider.fetchOrder("mt-1")).toBeNull();
  const { id } = await createOrder(userId);
  placing = { status: 422, body: JSON.stringify({ errors: { message: "The amount is too high." } }) };
  await submitPaymentOrder(id);
  const { status, failureReason } = await db.paymentOrder.findUniqueOrThrow({ where: { id } });
  expect([status, failureReason]).toEqual([
    "FAILED",
    "The bank refused this payment: The amount is too high.",
  ]);
});

it.each(["", " "])("an empty id (%j) is refused before the bank is asked", async (id) => {
  lists = { status: 200, body: JSON.stringify([order("mt-other", "po_other", "completed")]) };
  const calls = [
    () => provider.fetchOrder(id),
    () => provider.fetchExpected(id),
    () => provider.fetchReturn(id),
    () => provider.fetchIncoming(id),
    () => provider.cancelAtProvider(id, "DEBIT"),
    () => provider.cancelAtProvider(id, "INCOMING"),
    () => provider.findOrder({ id, direction: "DEBIT" }),
  ];
  for (const call of calls) await expect(call()).rejects.toThrow("by its id");
  expect(seen).toEqual([]);
});

it("an item of a list that we cannot read does not hide the others", async () => {
  const { id } = await createOrder(userId);
  const items = [{ id: "x", status: "teleported" }, order(`mt-${id}`, id, "completed")];
  lists = { status: 200, body: JSON.stringify(items) };
  const states = [];
  for await (const state of provider.listOrders({ since: "2027-01-01" })) states.push(state);
  expect(states).toMatchObject([{ paymentOrderId: id, status: "COMPLETED" }]);
});
