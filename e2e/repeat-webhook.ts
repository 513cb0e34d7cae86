// The story is seeded without a web server, so no webhook of its past is in the inbox. Here the bank sends one again.
import { createHmac } from "node:crypto";
import { withDatabase } from "./pages";

const KEY = process.env.PAYMENTS_WEBHOOK_KEY ?? "sandbox-webhook-key"; // the default of lib/env.ts

/** Delivers, signed as the bank signs, the news of a payment that completed long ago. It changes nothing. */
export async function repeatWebhook({ url, ownerUrl }: { url: string; ownerUrl: string }) {
  const id = await withDatabase(ownerUrl, async (database) => {
    const { rows } = await database.query<{ provider_id: string }>(
      "SELECT provider_id FROM payment_orders WHERE status = 'COMPLETED' AND provider_id IS NOT NULL ORDER BY number LIMIT 1",
    );
    return rows[0]?.provider_id;
  });
  const body = JSON.stringify({
    event: "completed",
    data: { id, object: "payment_order", status: "completed", live_mode: false },
  });
  const signature = createHmac("sha256", KEY).update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-signature": signature,
    "x-webhook-id": `repeated-${id}`,
  };
  const answer = await fetch(new URL("/api/webhooks/payments", url), { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`The webhook was answered with ${answer.status}.`);
}
