// Tax ids: how they are typed, and what is kept of them. The number itself is never stored.
import "server-only";
import { createHmac } from "node:crypto";
import { env } from "@/lib/env";
import { invariant } from "@/lib/errors";

/** What is kept of a tax id: four digits to show, and a keyed hash to recognize it by. */
export type KeptTaxId = { taxIdLast4: string; taxIdHash: string };

/**
 * What is kept of a Social Security number, an ITIN or an EIN. The hash is keyed, because all nine-digit numbers
 * can be tried in seconds; it does not distinguish the kinds, so that a sole proprietor's number is the same under
 * both names.
 *
 * @param taxId nine digits, with or without hyphens
 *
 * @example keepTaxId("123-45-0690").taxIdLast4 // "0690"
 */
export function keepTaxId(taxId: string): KeptTaxId {
  const digits = taxId.replaceAll("-", "");
  invariant(/^\d{9}$/.test(digits), "a tax id has nine digits");
  const taxIdHash = createHmac("sha256", Buffer.from(env.HASH_KEY ?? env.ENCRYPTION_KEY, "hex"))
    .update(`tax-id:${digits}`)
    .digest("hex");
  return { taxIdLast4: digits.slice(-4), taxIdHash };
}
