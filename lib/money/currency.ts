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
 * @returns 0 to 4; 2 for a code that the list of exceptions does not name
 * @throws RangeError when that is no currency code
 *
 * Source: ISO 4217 list one (SIX). Not Intl: it has the decimals that people write, 0 for HUF and IQD, where banks state
 * 2 and 3.
 *
 * @example currencyExponent("USD") // 2
 * @example currencyExponent("JPY") // 0
 */
export function currencyExponent(currency: string): number {
  const exception = EXPONENTS.get(currency);
  if (exception !== undefined) return exception;
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`"${currency}" is not a currency code`);
  return 2;
}

const WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");
const WITH_THREE = "BHD IQD JOD KWD LYD OMR TND".split(" ");
const EXPONENTS = new Map([
  [CURRENCY as string, 2] as const,
  ...WITHOUT_DECIMALS.map((code) => [code, 0] as const),
  ...WITH_THREE.map((code) => [code, 3] as const),
  ...["CLF", "UYW"].map((code) => [code, 4] as const),
]);

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
