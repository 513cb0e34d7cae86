import { expect, it } from "vitest";
import { env } from "@/lib/env";
import { signatureOf } from "@/lib/webhook-signature";
import { POST } from "./route";

const BODY = JSON.stringify({
  id: "e1",
  eventType: "company.created",
  payload: { referenceCompany: { id: "c1" } },
});

function send(body: string, { id = crypto.randomUUID(), secret = env.CODAT_WEBHOOK_SECRET } = {}) {
  const timestamp = String(Math.trunc(Date.now() / 1000));
  const signature = `v1,${signatureOf(secret, { id, timestamp }, body).toString("base64")}`;
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  return POST(new Request("http://localhost/api/webhooks/codat", { method: "POST", body, headers }));
}

it("codat row 34: takes a signed message, and knows it when it comes again", async () => {
  const id = crypto.randomUUID();
  const [first, again] = [await send(BODY, { id }), await send(BODY, { id })];
  expect([first.status, await first.json()]).toEqual([200, { outcome: "accepted" }]);
  expect([again.status, await again.json()]).toEqual([200, { outcome: "duplicate" }]);
});

it("codat row 34: refuses what is not signed with our secret, with a sentence and no secret in it", async () => {
  const answer = await send(BODY, { secret: "whsec_b3RoZXItc2VjcmV0LW9mLW91cnM=" });
  expect(answer.status).toBe(401);
  const text = await answer.text();
  expect(text).toContain("The signature does not match the message.");
  expect(text).not.toContain(env.CODAT_WEBHOOK_SECRET);
});

it.each([
  ["the type of event", { eventType: "company\0created" }],
  ["the company", { eventType: "x", payload: { referenceCompany: { id: "c\0" } } }],
  ["the company, as half a character", { eventType: "x", payload: { referenceCompany: { id: "\udc00" } } }],
  ["the status of a write", { eventType: "transfers.write.x", payload: { id: "\0", status: "Success" } }],
  ["the reason of a failure", failure("no\0")],
  ["a message of the old shape", { CompanyId: "c\0", AlertId: "a", RuleType: "r" }],
])("refuses a signed message with a NUL in %s with a sentence, and keeps nothing", async (_what, message) => {
  const id = crypto.randomUUID();
  const answer = await send(JSON.stringify(message), { id });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: expect.stringContaining("invisible") },
  ]);
  expect(await (await send(BODY, { id })).json(), "the same id, well-formed").toEqual({
    outcome: "accepted",
  });
});

it.each([
  "null",
  "[]",
  "1e999",
  "",
  "[".repeat(100_000),
  '{"eventType":["x"]}',
  '{"__proto__":{"eventType":"x"}}',
])("keeps what is signed and means nothing to us: %.40s", async (body) => {
  expect((await send(body)).status).toBe(200);
});

it("refuses a body that is too long before it reads all of it", async () => {
  expect((await send("x".repeat(300_000))).status).toBe(413);
});

function failure(errorMessage: string) {
  const connection = { id: "n", status: "x", dataConnectionErrors: [{ errorMessage }] };
  return { eventType: "connection.x", payload: { connection } };
}
