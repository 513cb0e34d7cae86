// Amounts: cents as bigint inside, digits on the wire.
import { Digits } from "./json";

const AMOUNT = /^(-?)(\d{1,15})(?:\.(\d{1,2})0*)?$/;

/** Cents of `66.67`; null for what has more than two decimals, an exponent, or is larger than any loan. */
export function toCents(digits: Digits): bigint | null {
  const [, sign, whole, fraction = ""] = AMOUNT.exec(digits.text) ?? [];
  if (whole === undefined) return null;
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
  return sign === "-" ? -cents : cents;
}

/** `66.67` of 6667 cents. */
export function toDigits(cents: bigint): Digits {
  return new Digits(toText(cents));
}

export function toText(cents: bigint): string {
  const positive = cents < 0n ? -cents : cents;
  const digits = String(positive).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
