import ModernTreasury, { APIError } from "modern-treasury";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startBank } from "./server";

// A bank day before a long weekend: July 3, 2026 is open, since July 4 falls on a Saturday.
const THURSDAY = "2026-07-02";
const KEYS = { apiKey: "key", organizationId: "organization", webhookKey: "webhook-key" };
const OURS = "sandbox-internal-account";

let folder: string;
let bank: Awaited<ReturnType<typeof startBank>>;
let client: ModernTreasury;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-bank-"));
  await open();
  await control("POST", "/sandbox/clock", { date: THURSDAY });
});
afterEach(async () => {
  await bank.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("settlement", () => {
  it("takes ACH to the next bank day, over a weekend and a holiday", async () => {
    await setDate("2026-12-24");
    const order = await place({ type: "ach" });
    expect(order.status).toBe("approved");
    await setDate("2026-12-25");
    expect(await statusOf(order.id)).toBe("sent");
    await setDate("2026-12-27");
    expect(await statusOf(order.id)).toBe("sent");
    await setDate("2026-12-28");
    expect(await statusOf(order.id)).toBe("completed");
  });

  it("takes a wire the same day, and RTP at once on any day", async () => {
    expect(await statusOf((await place({ type: "wire" })).id)).toBe("completed");
    await setDate("2026-07-04");
    const [wire, rtp] = [await place({ type: "wire" }), await place({ type: "rtp" })];
    expect([await statusOf(wire.id), await statusOf(rtp.id)]).toEqual(["approved", "completed"]);
    await setDate("2026-07-06");
    expect(await statusOf(wire.id)).toBe("completed");
  });

  it("goes through every step when the date jumps far", async () => {
    const order = await place({ type: "ach", accountNumber: "20001" });
    await setDate("2027-07-02");
    const events = await client.events.list({ entity_id: order.id });
    expect(events.items.map((event) => event.event_name).reverse()).toEqual([
      "created",
      "approved",
      "begin_processing",
      "finish_processing",
      "completed",
      "returned",
    ]);
  });

  it("waits for an effective date that is still to come", async () => {
    const order = await place({ type: "ach", effective_date: "2026-07-10" });
    await setDate("2026-07-10");
    expect(await statusOf(order.id)).toBe("approved");
    await setDate("2026-07-13");
    expect(await statusOf(order.id)).toBe("completed");
  });

  it.each([
    ["10001", "ach", "returned", "R01"],
    ["10003", "wire", "returned", "R03"],
    ["10001", "rtp", "failed", null],
    ["11111111", "ach", "failed", null],
    ["1111111100", "rtp", "failed", null],
    ["123456789", "ach", "completed", null],
  ] as const)("decides by the account number: %s by %s is %s", async (accountNumber, type, status, code) => {
    const order = await place({ type, accountNumber });
    await setDate("2026-07-03");
    const after = await client.paymentOrders.retrieve(order.id);
    expect([after.status, after.current_return?.code ?? null]).toEqual([status, code]);
    const returns = await client.returns.list({ returnable_id: order.id, returnable_type: "payment_order" });
    expect(returns.items.map((row) => row.code)).toEqual(code ? [code] : []);
  });

  it("returns 200XX two bank days after it was completed", async () => {
    const order = await place({ type: "ach", direction: "debit", accountNumber: "20010" });
    await setDate("2026-07-03");
    expect(await statusOf(order.id)).toBe("completed");
    await setDate("2026-07-06");
    expect(await statusOf(order.id)).toBe("completed");
    await setDate("2026-07-07");
    expect(await statusOf(order.id)).toBe("returned");
  });
});

describe("a notification of change", () => {
  it("follows the completion of 300XX, and the payment stays", async () => {
    const order = await place({ type: "ach", direction: "debit", accountNumber: "30001" });
    await setDate("2026-07-10");
    expect(await statusOf(order.id)).toBe("completed");
    const returns = await client.returns.list({ returnable_id: order.id, returnable_type: "payment_order" });
    expect(returns.items.map(({ code, type }) => [code, type])).toEqual([["C01", "ach_noc"]]);
  });
});

describe("who may ask", () => {
  it("turns away a wrong key, for the API and for the controls", async () => {
    const stranger = connect({ apiKey: "wrong" });
    await expect(stranger.ping()).rejects.toMatchObject({ status: 401 });
    expect((await fetch(`${baseUrl()}/sandbox/clock`)).status).toBe(401);
    await expect(client.ping()).resolves.toEqual({ ping: "pong" });
  });

  it("shows its page to anybody, with nothing in it that could run", async () => {
    await place({ type: "rtp", statement_descriptor: "<script>" });
    const page = await (await fetch(baseUrl())).text();
    expect(page).toContain("&#60;script&#62;");
    expect(page).not.toContain("<script>");
    expect(page).toContain("-$50.00");
  });
});

describe("an Idempotency-Key", () => {
  it("gives the first answer again and makes nothing new", async () => {
    const params = await orderParams({ type: "ach" });
    const [first, second] = [
      await client.paymentOrders.create(params, { idempotencyKey: "one" }),
      await client.paymentOrders.create({ ...params, amount: 1 }, { idempotencyKey: "one" }),
    ];
    expect(second).toEqual(first);
    expect((await client.paymentOrders.list()).items).toHaveLength(1);
  });

  it("is shared by all routes", async () => {
    const first = await client.counterparties.create({ name: "Art" }, { idempotencyKey: "two" });
    const second = await client.paymentOrders.create(await orderParams({ type: "ach" }), {
      idempotencyKey: "two",
    });
    expect(second).toEqual(first);
  });

  it("is not used up by a refusal", async () => {
    const params = await orderParams({ type: "rtp" });
    const refused = client.paymentOrders.create(
      { ...params, direction: "debit" },
      { idempotencyKey: "three" },
    );
    await expect(refused).rejects.toMatchObject({
      status: 422,
      error: { errors: { parameter: "direction" } },
    });
    await expect(client.paymentOrders.create(params, { idempotencyKey: "three" })).resolves.toHaveProperty(
      "id",
    );
  });

  it("is answered 409 while the first request still runs", async () => {
    const params = await orderParams({ type: "ach" });
    await control("POST", "/sandbox/trouble", { delayMs: 3000 });
    const impatient = connect({ maxRetries: 0 });
    const before = await requestsSeen();
    const first = client.paymentOrders.create(params, { idempotencyKey: "four" });
    await until(async () => (await requestsSeen()) > before);
    await expect(impatient.paymentOrders.create(params, { idempotencyKey: "four" })).rejects.toMatchObject({
      status: 409,
    });
    await expect(first).resolves.toHaveProperty("id");
  });

  it("saves a payment whose answer was lost from being made twice", async () => {
    const params = await orderParams({ type: "ach" });
    await control("POST", "/sandbox/trouble", { lose: 1 });
    await client.paymentOrders.create(params, { idempotencyKey: "five" });
    expect((await client.paymentOrders.list()).items).toHaveLength(1);
  });
});

describe("lists", () => {
  it("come in pages, newest first, filtered", async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await place({ type: "ach", metadata: { n: String(n) } })).id);
    const seen: string[] = [];
    for await (const order of client.paymentOrders.list({ per_page: 2 })) seen.push(order.id);
    expect(seen).toEqual(made.reverse());
    const third = await client.paymentOrders.list({ metadata: { n: "2" } });
    expect(third.items.map((order) => order.id)).toEqual([made[2]]);
    expect((await client.paymentOrders.list({ status: "completed" })).items).toEqual([]);
    expect((await client.paymentOrders.list({ effective_date_start: "2026-07-03" })).items).toEqual([]);
  });
});

describe("refusals", () => {
  it.each<[string, Partial<ModernTreasury.PaymentOrderCreateParams>]>([
    ["amount", { amount: 0 }],
    ["amount", { amount: 10.5 }],
    ["receiving_account_id", { receiving_account_id: "nobody" }],
    ["originating_account_id", { originating_account_id: "nobody" }],
    ["statement_descriptor", { statement_descriptor: "eleven char" }],
    ["amount", { type: "rtp" as const, amount: 1_000_000_001 }],
    ["direction", { type: "wire" as const, direction: "debit" as const }],
  ])("name the parameter %s that is wrong", async (parameter, wrong) => {
    const params = { ...(await orderParams({ type: "ach" })), ...wrong };
    await expect(client.paymentOrders.create(params)).rejects.toMatchObject({
      error: { errors: { parameter } },
    });
  });

  it("say 404 for what does not exist", async () => {
    await expect(client.paymentOrders.retrieve("nothing")).rejects.toMatchObject({ status: 404 });
    await expect(client.get("/api/nothing")).rejects.toBeInstanceOf(APIError);
  });

  it("keep a payment that was sent from being canceled", async () => {
    const order = await place({ type: "ach" });
    expect((await client.paymentOrders.update(order.id, { status: "cancelled" })).status).toBe("cancelled");
    const sent = await place({ type: "rtp" });
    await expect(client.paymentOrders.update(sent.id, { status: "cancelled" })).rejects.toMatchObject({
      status: 422,
    });
  });
});

describe("a restart", () => {
  it("loses nothing: orders, their plans, keys, date and balance", async () => {
    const params = await orderParams({ type: "ach" });
    const order = await client.paymentOrders.create(params, { idempotencyKey: "kept" });
    const late = await place({ type: "ach", accountNumber: "20001" });
    await setDate("2026-07-03");
    for (let times = 0; times < 2; times += 1) {
      await bank.close();
      await open();
    }
    expect(await statusOf(order.id)).toBe("completed");
    expect((await client.paymentOrders.create(params, { idempotencyKey: "kept" })).id).toBe(order.id);
    expect(await (await fetch(baseUrl())).text()).toContain("2026-07-03");
    expect(await (await fetch(baseUrl())).text()).toContain("-$100.00");
    await setDate("2026-07-07");
    expect(await statusOf(late.id)).toBe("returned");
  });
});

describe("webhooks", () => {
  it.each([
    ["until it is answered", 2, 3],
    ["five times at most", 99, 5],
  ])("are sent again under one id: %s", async (_what, refused, expected) => {
    const ids: string[] = [];
    const deaf = createServer((request, response) => {
      ids.push(String(request.headers["x-webhook-id"]));
      response.writeHead(ids.length <= refused ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`;
    await client.counterparties.create({ name: "no webhook" });
    await control("PUT", "/sandbox/webhook_endpoint", { url });
    await client.expectedPayments.create({
      amount_lower_bound: 1,
      amount_upper_bound: 1,
      direction: "credit",
      internal_account_id: OURS,
    });
    await until(async () => ids.length >= expected);
    await new Promise((resolve) => setTimeout(resolve, 300)); // one too many would have come by now
    deaf.closeAllConnections();
    deaf.close();
    expect(ids).toHaveLength(expected);
    expect(new Set(ids).size).toBe(1);
  });
});

type Wanted = Partial<ModernTreasury.PaymentOrderCreateParams> & { accountNumber?: string };

async function orderParams({ accountNumber = "123456789", ...wanted }: Wanted) {
  const account = await client.externalAccounts.create({
    counterparty_id: null,
    account_details: [{ account_number: accountNumber }],
    routing_details: [{ routing_number: "021000021", routing_number_type: "aba" }],
  });
  const params: ModernTreasury.PaymentOrderCreateParams = {
    type: "ach",
    direction: "credit",
    amount: 5000,
    originating_account_id: OURS,
    receiving_account_id: account.id,
  };
  return { ...params, ...wanted };
}

async function place(wanted: Wanted) {
  return client.paymentOrders.create(await orderParams(wanted));
}

async function statusOf(id: string) {
  return (await client.paymentOrders.retrieve(id)).status;
}

async function open() {
  bank = await startBank({ ...KEYS, port: 0, dataFile: join(folder, "bank.jsonl"), webhookRetryMs: 20 });
  client = connect({});
}

function connect(options: { apiKey?: string; maxRetries?: number }) {
  return new ModernTreasury({
    organizationID: KEYS.organizationId,
    apiKey: KEYS.apiKey,
    baseURL: baseUrl(),
    logLevel: "off",
    ...options,
  });
}

function baseUrl() {
  return `http://127.0.0.1:${bank.port}`;
}

const setDate = (date: string) => control("POST", "/sandbox/clock", { date });

async function requestsSeen() {
  return ((await control("GET", "/sandbox/trouble")) as { seen: number }).seen;
}

async function until(holds: () => Promise<boolean>) {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("It did not happen within twenty seconds.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const credentials = Buffer.from(`${KEYS.organizationId}:${KEYS.apiKey}`).toString("base64");
  const headers = { authorization: `Basic ${credentials}`, "content-type": "application/json" };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${baseUrl()}${path}`, { method, headers, ...init });
  expect(answer.status).toBe(200);
  return answer.json();
}
