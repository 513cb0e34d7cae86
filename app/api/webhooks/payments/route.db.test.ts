import { askBank, WEBHOOK_KEY } from "@/test/sandbox-bank";
import { createHmac, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addUser, FRIDAY, MONDAY, moveTo, placeOrder, statusOf, WEDNESDAY } from "@/test/payments";
import { pollPayments } from "@/lib/payments/poll-payments";
import { processWebhook } from "@/lib/payments/process-webhook";
import { getPaymentTimeline, getWebhook, webhookList } from "@/lib/payments/queries";
import { setBankWebhookUrl } from "@/lib/payments/sandbox-controls";
import { POST } from "./route";

let userId: string;
let server: Server;
let url: string;

beforeAll(async () => {
  userId = await addUser();
  server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = new Headers(incoming.headers as Record<string, string>);
    const answer = await POST(new Request(url, { method: "POST", headers, body: Buffer.concat(chunks) }));
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/payments`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(async () => {
  await behave({});
  await setBankWebhookUrl(url);
  await moveTo(FRIDAY);
});

describe("what the bank sends", () => {
  it("settles an order without anybody asking", async () => {
    const order = await placeOrder(userId);
    await moveTo(MONDAY);
    await until(async () => (await processInbox(), await statusOf(order.id)) === "COMPLETED");
    const timeline = await getPaymentTimeline(order.id);
    expect(timeline.steps.at(-1)).toMatchObject({ status: "COMPLETED", businessDate: MONDAY });
  });

  it("has one effect when it comes five times", async () => {
    await behave({ duplicate: 4 });
    const order = await placeOrder(userId);
    await moveTo(MONDAY);
    const providerId = await providerIdOf(order.id);
    await until(async () => (await deliveriesOf(providerId)).join() === "5,5,5,5,5");
    await processInbox();
    const steps = (await getPaymentTimeline(order.id)).steps.map((step) => step.status);
    expect(steps.filter((status) => status === "COMPLETED")).toHaveLength(1);
  });

  it("ends right when returned arrives before completed", async () => {
    await behave({ shuffle: true });
    const order = await placeOrder(userId, { accountNumber: "20001" });
    await moveTo(MONDAY);
    await moveTo(WEDNESDAY);
    const providerId = await providerIdOf(order.id);
    await until(async () => (await deliveriesOf(providerId)).length === 6);
    await processInbox();
    expect(await getPaymentTimeline(order.id)).toMatchObject({ status: "RETURNED", returnCode: "R01" });
    await pollPayments();
    const steps = (await getPaymentTimeline(order.id)).steps.map((step) => step.status);
    expect(steps).toEqual(["CREATED", "APPROVED", "RETURNED"]);
  });

  it("is not needed: the poller finds what was never delivered", async () => {
    await behave({ drop: true });
    const order = await placeOrder(userId);
    await moveTo(MONDAY);
    expect(await deliveriesOf(await providerIdOf(order.id))).toEqual([]);
    await pollPayments();
    expect(await statusOf(order.id)).toBe("COMPLETED");
  });
});

describe("what others send", () => {
  it("is refused without a signature, with a wrong one, and when the body was altered", async () => {
    const body = message("payment_order", randomUUID());
    expect((await send(body, {})).status).toBe(401);
    expect((await send(body, { "x-signature": "00" })).status).toBe(401);
    expect((await send(body, { "x-signature": "not hexadecimal" })).status).toBe(401);
    expect((await send(body.replace("completed", "returned"), signed(body))).status).toBe(401);
    expect((await send(body, { "x-signature": sign(body, "another key of the bank") })).status).toBe(401);
  });

  it("leaves nothing behind when it is refused", async () => {
    const id = randomUUID();
    const body = message("payment_order", id);
    await send(body, { "x-signature": "00", "x-webhook-id": "wh_refused" });
    expect((await webhookList.page({ objectId: id })).rows).toEqual([]);
  });

  it.each([
    ["a NUL in the id", message("payment_order", "po_\0")],
    ["a NUL in the kind of object", message("payment_order\0", randomUUID())],
    ["half a character in the id", message("payment_order", "po_\ud800")],
    ["a NUL between the fields", message("payment_order", randomUUID()).replace(",", ",\0")],
  ])(
    "is refused with a sentence and leaves nothing behind when it is signed and holds %s",
    async (_what, body) => {
      const id = randomUUID();
      const answer = await send(body, { ...signed(body), "x-webhook-id": id });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        { error: expect.stringContaining("invisible") },
      ]);
      await expect(getWebhook(id)).rejects.toMatchObject({ code: "not-found" });
    },
  );

  it.each([
    ["null", "null"],
    ["a list", "[]"],
    ["a number beyond range", "1e999"],
    ["very deep JSON", "[".repeat(100_000)],
    ["very deep JSON that ends", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    [
      "a list where a text is expected",
      JSON.stringify({ event: ["completed"], data: { object: {}, id: 1 } }),
    ],
    ["the field that every object has", '{"__proto__":{"event":"x"},"constructor":1}'],
    ["nothing", ""],
  ])("is kept and ignored when it is signed and is %s", async (_what, body) => {
    const id = randomUUID();
    const answer = await send(body, { ...signed(body), "x-webhook-id": id });
    expect([answer.status, await answer.json()]).toEqual([200, { outcome: "accepted" }]);
    await processWebhook(id);
    expect(await getWebhook(id)).toMatchObject({ status: "IGNORED" });
  });

  it("is refused when it is too long", async () => {
    const body = JSON.stringify({ padding: "x".repeat(300_000) });
    expect((await send(body, signed(body))).status).toBe(413);
  });
});

describe("a signed message that means nothing to us", () => {
  it.each([
    ["an unknown payment order", message("payment_order", randomUUID()), "The bank has no such object."],
    ["another kind of object", message("ledger", randomUUID()), "We do not process objects of type ledger."],
    ["no JSON at all", "hello", "The message has an unknown format."],
  ])("about %s is kept, answered and ignored with a note", async (_what, body, note) => {
    const id = randomUUID();
    const answer = await send(body, { ...signed(body), "x-webhook-id": id });
    expect([answer.status, await answer.json()]).toEqual([200, { outcome: "accepted" }]);
    await processWebhook(id);
    expect(await getWebhook(id)).toMatchObject({ status: "IGNORED", note, body });
  });

  it("about an order that somebody else placed at the bank changes nothing", async () => {
    const account = await askBank<{ id: string }>("POST", "/api/external_accounts", {
      account_details: [{ account_number: "123456789" }],
      routing_details: [{ routing_number: "021000021", routing_number_type: "aba" }],
    });
    const order = await placeOrder(userId);
    const foreign = await askBank<{ id: string }>("POST", "/api/payment_orders", {
      type: "rtp",
      direction: "credit",
      amount: 100,
      originating_account_id: "sandbox-internal-account",
      receiving_account_id: account.id,
      metadata: { payment_order_id: order.id },
    });
    await until(async () => (await deliveriesOf(foreign.id)).length === 5);
    await processInbox();
    expect(await statusOf(order.id)).toBe("APPROVED");
    const { rows } = await webhookList.page({ objectId: foreign.id });
    expect(new Set(rows.map((row) => row.note))).toEqual(
      new Set(["This object does not belong to any of our payment orders."]),
    );
  });
});

it("does not believe what a message says of the state", async () => {
  const order = await placeOrder(userId);
  const body = message("payment_order", await providerIdOf(order.id), { status: "completed" });
  const id = randomUUID();
  await send(body, { ...signed(body), "x-webhook-id": id });
  await processWebhook(id);
  expect(await statusOf(order.id)).toBe("APPROVED");
});

it("marks a message that could not be processed, and processes it when it comes again", async () => {
  const order = await placeOrder(userId);
  const body = message("payment_order", await providerIdOf(order.id));
  const id = randomUUID();
  await send(body, { ...signed(body), "x-webhook-id": id });
  await askBank("POST", "/sandbox/trouble", { fail: 3 });
  await expect(processWebhook(id)).rejects.toThrow(/503/);
  expect(await getWebhook(id)).toMatchObject({ status: "FAILED" });
  await processWebhook(id);
  expect(await getWebhook(id)).toMatchObject({ status: "PROCESSED" });
});

type Knobs = { duplicate?: number; shuffle?: boolean; drop?: boolean };

function behave(knobs: Knobs) {
  return askBank("POST", "/sandbox/webhooks/behavior", knobs);
}

function message(object: string, id: string, more: object = {}) {
  return JSON.stringify({ event: "completed", data: { object, id, ...more } });
}

function sign(body: string, key = WEBHOOK_KEY) {
  return createHmac("sha256", key).update(body, "utf8").digest("hex");
}

function signed(body: string) {
  return { "x-signature": sign(body) };
}

function send(body: string, headers: Record<string, string>) {
  return POST(new Request(url, { method: "POST", headers, body }));
}

/** Does the worker's part for all that has arrived. */
async function processInbox() {
  const { rows } = await webhookList.page({ status: "RECEIVED", pageSize: 200 });
  for (const { id } of rows) await processWebhook(id);
}

async function deliveriesOf(objectId: string) {
  return (await webhookList.page({ objectId })).rows.map((row) => row.deliveries);
}

async function providerIdOf(paymentOrderId: string) {
  const [row] = await askBank<{ id: string }[]>(
    "GET",
    `/api/payment_orders?metadata%5Bpayment_order_id%5D=${paymentOrderId}`,
  );
  return row!.id;
}

async function until(holds: () => Promise<boolean>) {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("It did not happen within ten seconds.");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
