import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // 32 letters and digits without the look-alikes i, l, o, u
const LENGTH = 14; // 70 random bits

/** A new id such as `loan_8f3k2m9xq4w7t2`: the prefix says what it names, the rest cannot be guessed. */
export function newId(prefix: string) {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte & 31]);
  return `${prefix}_${letters.join("")}`;
}
