// Whether a message comes from whom it says: the scheme of Standard Webhooks (Svix) over id, time and the raw body. Codat and mail
// providers sign so. Pure but for the hash function.
import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_SECONDS = 5 * 60;

export type SignatureVerdict = "valid" | "missing" | "stale" | "wrong";

/**
 * Checks `webhook-id`, `webhook-timestamp` and `webhook-signature`.
 *
 * @param secret  whsec_ and base64
 * @param headers the three, null where absent; the signature may hold several, separated by spaces
 * @param instant now
 *
 * HMAC-SHA256 over "id.timestamp.body" under the decoded secret, base64, with "v1," before it.
 * Source: Codat's docs, webhooks/create-consumer; Standard Webhooks.
 */
export function verifySignature(
  secret: string,
  headers: { id: string | null; timestamp: string | null; signature: string | null },
  rawBody: string,
  instant: Date,
): SignatureVerdict {
  const { id, timestamp, signature } = headers;
  if (!id || !timestamp || !signature) return "missing";
  const expected = signatureOf(secret, { id, timestamp }, rawBody);
  const isSigned = signature.split(" ").some((given) => {
    const [version, text = ""] = given.split(",");
    const bytes = Buffer.from(text, "base64");
    return version === "v1" && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  if (!isSigned) return "wrong";
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const age = Math.abs(instant.getTime() / 1000 - seconds);
  return age <= TOLERANCE_SECONDS ? "valid" : "stale";
}

/** The bytes that `verifySignature` expects. */
export function signatureOf(
  secret: string,
  { id, timestamp }: { id: string; timestamp: string },
  rawBody: string,
): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.${rawBody}`, "utf8").digest();
}
