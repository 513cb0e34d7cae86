import { expect, it } from "vitest";
import { env } from "@/lib/env";
import { signatureOf } from "@/lib/writeback/webhook-signature";
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
  expect(text).toContain("The signature does not fit the message.");
  expect(text).not.toContain(env.CODAT_WEBHOOK_SECRET);
});

it("refuses a body that is too long before it reads all of it", async () => {
  expect((await send("x".repeat(300_000))).status).toBe(413);
});
