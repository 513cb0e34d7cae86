// Account numbers at rest: AES-256-GCM under ENCRYPTION_KEY. The row's id is authenticated with the number, so a sealed
// number that is copied to another row does not open.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";
import { invariant } from "@/lib/errors";

const ALGORITHM = "aes-256-gcm";
const VERSION = "v1";
const IV_BYTES = 12;

/** Seals `text` for the row `boundTo`: "v1.<iv>.<tag>.<ciphertext>", each in base64url. */
export function seal(text: string, boundTo: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key(), iv).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
}

/**
 * Opens what `seal` made for the same row.
 *
 * @throws when it was altered, belongs to another row or was sealed under another key
 */
export function unseal(sealed: string, boundTo: string): string {
  const [version, ...parts] = sealed.split(".");
  invariant(version === VERSION && parts.length === 3, "a sealed account number has a known form");
  const [iv, tag, text] = parts.map((part) => Buffer.from(part, "base64url")) as [Buffer, Buffer, Buffer];
  const decipher = createDecipheriv(ALGORITHM, key(), iv, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}

/**
 * The same for the same account, whoever gives it, so that one account of two people is found without opening a number. Keyed:
 * there are few enough account numbers to try them all.
 *
 * @example hashNumber({ routingNumber: "021000021", accountNumber: "123456789" }) // "v1." and 43 characters
 */
export function hashNumber(account: { routingNumber: string; accountNumber: string }): string {
  const hashKey = Buffer.from(hkdfSync("sha256", key(), "", "account number hash", 32));
  const digits = `${account.routingNumber}:${account.accountNumber}`;
  return `${VERSION}.${createHmac("sha256", hashKey).update(digits).digest("base64url")}`;
}

function key(): Buffer {
  return Buffer.from(env.ENCRYPTION_KEY, "hex");
}
