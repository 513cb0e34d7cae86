// What a mail provider reports after it has taken a message: a bounce or a complaint, in Resend's form and signed as it signs.
import { createHmac, randomUUID } from "node:crypto";

export type MailWebhook = { url: string; secret: string };

/** The event for an address whose name asks for one, or null. */
function eventOf(address: string) {
  const name = address.split("@")[0]!.toLowerCase();
  const data = { email_id: randomUUID(), to: [address] };
  if (name.includes("returns"))
    return {
      type: "email.bounced",
      data: { ...data, bounce: { type: "Permanent", message: "550 5.1.1 The mailbox does not exist" } },
    };
  return name.includes("complain") ? { type: "email.complained", data } : null;
}

/** Reports what becomes of messages to these addresses; a product that is away misses it. */
export async function reportLater(webhook: MailWebhook, addresses: readonly string[]): Promise<void> {
  for (const event of addresses.map(eventOf)) if (event) await report(webhook, event).catch(() => undefined);
}

/** Sends one signed message. @returns the status of the answer */
export async function report({ url, secret }: MailWebhook, event: object, id = `msg_${randomUUID()}`) {
  const body = JSON.stringify({ created_at: new Date().toISOString(), ...event });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    },
  });
  return response.status;
}
