import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { inTransaction, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { addJob } from "@/lib/queue";
import { refuseForbiddenCharacters } from "@/lib/text-input";
import { readMessage, type MessageEnvelope } from "./webhook-message";

/**
 * Takes a message of the bank into the inbox, once per webhook id; a job acts on it. Quick, since the bank waits.
 *
 * @throws DomainError not-allowed when the signature is missing or is not that of this very body; invalid when it holds
 *   what cannot be stored
 */
export async function receiveWebhook({
  rawBody,
  headers,
}: {
  rawBody: string;
  headers: Headers;
}): Promise<{ outcome: "accepted" | "duplicate" }> {
  if (!isSignedByTheBank(rawBody, headers.get("x-signature"))) {
    throw new DomainError("not-allowed", "The signature does not match the message.");
  }
  // The body replaces a missing id: the same message is still the same message.
  const id = headers.get("x-webhook-id") ?? `sha256:${createHash("sha256").update(rawBody).digest("hex")}`;
  const envelope = readMessage(rawBody);
  refuseForbiddenCharacters([rawBody, id, ...Object.values(envelope)]);
  const isNew = await inTransaction(async (tx) => {
    const isFirst = await store(tx, { id, ...envelope, rawBody });
    if (isFirst) await addJob(tx, "process-webhook", { webhookId: id }, `webhook:${id}`);
    return isFirst;
  });
  return { outcome: isNew ? "accepted" : "duplicate" };
}

function isSignedByTheBank(rawBody: string, signature: string | null): boolean {
  if (!signature) return false;
  const expected = createHmac("sha256", env.PAYMENTS_WEBHOOK_KEY).update(rawBody, "utf8").digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** True the first time; a repeated delivery is only counted. */
async function store(
  tx: Tx,
  { id, topic, objectId, rawBody }: { id: string; rawBody: string } & MessageEnvelope,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ deliveries: number }[]>`
    INSERT INTO webhook_messages (id, topic, object_id, body) VALUES (${id}, ${topic}, ${objectId}, ${rawBody})
    ON CONFLICT (id) DO UPDATE SET deliveries = webhook_messages.deliveries + 1
    RETURNING deliveries`;
  return row?.deliveries === 1;
}
