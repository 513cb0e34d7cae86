// Secrets at rest, such as account numbers: AES-256-GCM under ENCRYPTION_KEY. What is sealed names its key, so that several can be
// in use while one replaces another. The row's id is authenticated with the text, so one that is copied to another row does not open.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";
import { invariant } from "@/lib/errors";

const ALGORITHM = "aes-256-gcm";
const VERSION = "v2";
/** Sealed before keys had ids: any of the keys may open it. */
const WITHOUT_KEY_ID = "v1";
const HASH_VERSION = "v1";
const IV_BYTES = 12;
const ID_DIGITS = 8;

/** Seals `text` for the row `boundTo`: "v2.<key id>.<iv>.<tag>.<ciphertext>", the last three in base64url. */
export function seal(text: string, boundTo: string): string {
  const key = currentKey();
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"));
  return [VERSION, keyId(key), ...parts].join(".");
}

/**
 * Opens what `seal` made for the same row, under the key that it names.
 *
 * @throws when it was altered, belongs to another row or was sealed under a key that is not here
 */
export function unseal(sealed: string, boundTo: string): string {
  const [version, ...rest] = sealed.split(".");
  const isNamed = version === VERSION && rest.length === 4;
  invariant(isNamed || (version === WITHOUT_KEY_ID && rest.length === 3), "a sealed value has a known form");
  const parts = rest.slice(-3).map((part) => Buffer.from(part, "base64url")) as [Buffer, Buffer, Buffer];
  if (!isNamed) return openWithAny(parts, boundTo);
  const key = allKeys().find((each) => keyId(each) === rest[0]);
  invariant(key, `the key ${rest[0]} of a sealed value is set`);
  return open(key, parts, boundTo);
}

function open(key: Buffer, [iv, tag, text]: [Buffer, Buffer, Buffer], boundTo: string): string {
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}

function openWithAny(parts: [Buffer, Buffer, Buffer], boundTo: string): string {
  const [first, ...others] = allKeys();
  for (const key of others) {
    try {
      return open(key, parts, boundTo);
    } catch {
      // sealed under another one
    }
  }
  return open(first!, parts, boundTo);
}

/**
 * The same for the same account, whoever gives it, so that one account of two people is found without opening a number. Keyed:
 * there are few enough account numbers to try them all.
 *
 * @example hashNumber({ routingNumber: "021000021", accountNumber: "123456789" }) // "v1." and 43 characters
 */
export function hashNumber(account: { routingNumber: string; accountNumber: string }): string {
  const key = Buffer.from(env.HASH_KEY ?? env.ENCRYPTION_KEY, "hex");
  const hashKey = Buffer.from(hkdfSync("sha256", key, "", "account number hash", 32));
  const digits = `${account.routingNumber}:${account.accountNumber}`;
  return `${HASH_VERSION}.${createHmac("sha256", hashKey).update(digits).digest("base64url")}`;
}

/** How everything begins that is sealed under the key in force. */
export function currentPrefix(): string {
  return `${VERSION}.${keyId(currentKey())}.`;
}

/** The ids of the keys that open, the one in force first. */
export function openingKeyIds(): string[] {
  return allKeys().map(keyId);
}

/** Names a key without giving it away. */
function keyId(key: Buffer): string {
  return createHash("sha256").update("key id").update(key).digest("hex").slice(0, ID_DIGITS);
}

const currentKey = () => Buffer.from(env.ENCRYPTION_KEY, "hex");

function allKeys(): Buffer[] {
  return [env.ENCRYPTION_KEY, ...(env.FURTHER_ENCRYPTION_KEYS ?? [])].map((key) => Buffer.from(key, "hex"));
}
