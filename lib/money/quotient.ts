// Exact fractions. A third of a month or 73/51 of a year has no finite decimal form, and a half cent that is off in the
// fortieth digit rounds the wrong way; so fractions stay fractions until the one division that makes an amount of them.
import { d } from "./decimal";
import type { Decimal } from "./decimal";

/** numerator / denominator in lowest terms, denominator above 0. */
export type Quotient = { numerator: bigint; denominator: bigint };

const WRITTEN = /^(\d{1,20}(?:\.\d{1,20})?)(?:\/(\d{1,20}(?:\.\d{1,20})?))?$/;

/**
 * A fraction in lowest terms.
 *
 * @param numerator   any integer
 * @param denominator an integer other than 0
 * @throws RangeError when the denominator is 0
 *
 * @example quotient(365, 255) // 73/51
 */
export function quotient(numerator: bigint | number, denominator: bigint | number = 1n): Quotient {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (bottom === 0n) throw new RangeError("A fraction has no denominator of 0.");
  const divisor = greatestCommonDivisor(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { numerator: top / divisor, denominator: bottom / divisor };
}

/**
 * Reads a fraction that is not negative.
 *
 * @param text "19/30", "12" or "0.5", up to 20 digits on each side of a point
 * @returns null when the text is no such fraction
 *
 * @example parseQuotient("365/255") // 73/51
 */
export function parseQuotient(text: string): Quotient | null {
  const match = WRITTEN.exec(text);
  if (!match?.[1]) return null;
  const [top, bottom] = [fromDecimalText(match[1]), fromDecimalText(match[2] ?? "1")];
  if (bottom.numerator === 0n) return null;
  return quotient(top.numerator * bottom.denominator, top.denominator * bottom.numerator);
}

/**
 * Sum of two fractions.
 *
 * @example addQuotients(quotient(1, 12), quotient(1, 4)) // 1/3
 */
export function addQuotients(a: Quotient, b: Quotient): Quotient {
  return quotient(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/**
 * An amount times a fraction, with the one division last.
 *
 * @example timesQuotient(d("600"), quotient(1, 12)).toString() // "50"
 */
export function timesQuotient(x: Decimal, { numerator, denominator }: Quotient): Decimal {
  return x.times(d(numerator)).div(d(denominator));
}

/**
 * A fraction as a Decimal of 40 digits.
 *
 * @example toDecimal(quotient(1, 8)).toString() // "0.125"
 */
export function toDecimal(fraction: Quotient): Decimal {
  return timesQuotient(d(1), fraction);
}

function fromDecimalText(text: string): Quotient {
  const [whole = "0", decimals = ""] = text.split(".");
  return quotient(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
