// The leaves of a customer, and how they are kept: 1,024 in a row of the table, in the order of their hashes, which is random
// because the salts are.
import { hash } from "node:crypto";
import { invariant } from "@/lib/errors";
import type { Leaf, Node, Sums } from "./tree";

export const LEAVES_OF_A_CHUNK = 1024;

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const CENT_BYTES = 8;
const NODE_BYTES = HASH_BYTES + 2 * CENT_BYTES;

/**
 * A customer's leaves in one proof: the same sums and the same secret give the same leaves again.
 *
 * @param secret 32 random bytes of the proof. Salts and the split come from it, so neither can be guessed without it
 */
export function leavesOf(
  { owner, claims, debts, digest }: Sums & { owner: string; digest: string },
  secret: Uint8Array,
): Leaf[] {
  // 64 bytes: two salts of 16, and 8 to split each of the sums.
  const random = Buffer.from(hash("sha512", Buffer.concat([secret, Buffer.from(owner)]), "hex"), "hex");
  const first = { claims: shareOf(claims, random, 32), debts: shareOf(debts, random, 40) };
  const rest = { claims: claims - first.claims, debts: debts - first.debts };
  return [first, rest].map((sums, index) => ({
    ...{ ...sums, owner, digest, part: `${index + 1}/2` },
    salt: random.toString("hex", index * SALT_BYTES, (index + 1) * SALT_BYTES),
  }));
}

/** A random part of an amount, from none to all of it, by 8 of the random bytes. */
function shareOf(cents: bigint, random: Buffer, offset: number): bigint {
  return ((cents + 1n) * random.readBigUInt64BE(offset)) >> 64n;
}

export function packed(nodes: readonly Node[]): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(nodes.length * NODE_BYTES);
  nodes.forEach(({ hash, claims, debts }, index) => {
    const at = index * NODE_BYTES;
    bytes.write(hash, at, "hex");
    bytes.writeBigUInt64BE(claims, at + HASH_BYTES);
    bytes.writeBigUInt64BE(debts, at + HASH_BYTES + CENT_BYTES);
  });
  return bytes;
}

export function unpacked(bytes: Uint8Array): Node[] {
  const buffer = Buffer.from(bytes);
  invariant(buffer.length % NODE_BYTES === 0, "kept leaves are whole");
  return Array.from({ length: buffer.length / NODE_BYTES }, (_, index) => {
    const at = index * NODE_BYTES;
    return {
      hash: buffer.toString("hex", at, at + HASH_BYTES),
      claims: buffer.readBigUInt64BE(at + HASH_BYTES),
      debts: buffer.readBigUInt64BE(at + HASH_BYTES + CENT_BYTES),
    };
  });
}
