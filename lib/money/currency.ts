// How many decimals a currency has, and the border between its amounts and the ledger's integer columns.
import type { Decimal } from "./decimal";

/**
 * The one currency of the product: every account, loan and payment is in it. The ledger and the functions below take a
 * currency; nothing above them does (docs/decisions/0015-one-currency.md).
 */
export const CURRENCY = "USD";

/**
 * Decimals of a currency's minor unit, as ISO 4217 has them.
 *
 * @param currency three capital letters
 * @returns 0 to 4
 * @throws RangeError when that is no currency code
 *
 * @example currencyExponent("USD") // 2
 * @example currencyExponent("JPY") // 0
 */
export function currencyExponent(currency: string): number {
  const known = EXPONENTS.get(currency);
  if (known !== undefined) return known;
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`"${currency}" is not a currency code`);
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  EXPONENTS.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}

const EXPONENTS = new Map([[CURRENCY as string, 2]]);

/**
 * An amount to whole minor units.
 *
 * @param amount   no more decimals than the currency has
 * @param currency ISO 4217
 * @throws RangeError when a part of a minor unit would be lost, or when it is no number
 *
 * @example toMinor("466.67", "USD") // 46667n
 * @example toMinor("500", "JPY") // 500n
 */
export function toMinor(amount: Decimal | string, currency: string): bigint {
  const exponent = currencyExponent(currency);
  const written = typeof amount === "string" ? amount : amount.toFixed();
  const [, sign = "", whole = "", part = ""] = WRITTEN_AMOUNT.exec(written) ?? [];
  if (whole === "") throw new RangeError(`"${written.slice(0, 40)}" is not an amount.`);
  const decimals = part.replace(/0+$/, "");
  if (decimals.length > exponent)
    throw new RangeError(`"${written.slice(0, 40)}" has more decimals than ${currency}.`);
  return BigInt(sign + whole + decimals.padEnd(exponent, "0"));
}

// The digits are moved, not multiplied: exact at any size, and this is asked for every line that is posted.
const WRITTEN_AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Whole minor units to the amount as a string with all decimals of the currency.
 *
 * @param exponent decimals of the currency
 *
 * @example fromMinor(46667n, 2) // "466.67"
 * @example fromMinor(-500n, 0) // "-500"
 */
export function fromMinor(minor: bigint, exponent: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const sign = minor < 0n ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
