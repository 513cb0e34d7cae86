// The interface of this folder: amounts in dollars, their conversion to integer cents, and how they are shown. What
// is shown is made from the digits, never through a float or the machine's locale.
import { d, Decimal } from "./decimal";

export { CENT, d, Decimal, decimalRounding, roundCents, ROUNDING_MODES, sum, ZERO } from "./decimal";
export type { RoundingMode } from "./decimal";
export { moneyInput, parseMoney } from "./money-input";

// The typographic minus sign: as wide as a digit in tabular figures and never broken from its number.
const MINUS = "\u2212";

/**
 * Dollars to the integer cents of the ledger's columns.
 *
 * @param x dollars, at most two decimals
 * @returns cents
 * @throws RangeError when a fraction of a cent would be lost
 *
 * @example toCents("466.67") // 46667n
 */
export function toCents(x: Decimal | string): bigint {
  return BigInt(wholeCents(x).times(100).toFixed(0));
}

/**
 * Integer cents to dollars.
 *
 * @param cents whole cents, of either sign
 * @returns dollars, exact
 *
 * @example fromCents(46667n).toString() // "466.67"
 */
export function fromCents(cents: bigint): Decimal {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return new Decimal(`${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`);
}

/**
 * Dollars as the canonical string that crosses every boundary.
 *
 * @param x dollars, at most two decimals
 * @returns always two decimals, no thousands separator, never "-0.00"
 * @throws RangeError when a fraction of a cent would be lost
 *
 * @example toMoney("466.6") // "466.60"
 */
export function toMoney(x: Decimal | string): string {
  const amount = wholeCents(x);
  return amount.isZero() ? "0.00" : amount.toFixed(2);
}

/**
 * An amount for people to read.
 *
 * @param x    dollars, at most two decimals
 * @param opts `currency` is written before the digits ("$"); `plus` marks amounts above zero with "+"
 * @returns thousands separated by commas, two decimals, the minus sign U+2212
 * @throws RangeError when a fraction of a cent would be lost
 *
 * @example formatMoney("10480") // "10,480.00"
 */
export function formatMoney(x: string | Decimal, opts: { currency?: string; plus?: boolean } = {}): string {
  const text = toMoney(x);
  const isNegative = text.startsWith("-");
  const [whole = "0", cents = "00"] = text.replace("-", "").split(".");
  const sign = isNegative ? MINUS : opts.plus && text !== "0.00" ? "+" : "";
  return `${sign}${opts.currency ?? ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

/** An amount inside a sentence. @example dollars("10480") // "$10,480.00" */
export function dollars(x: string | Decimal): string {
  return formatMoney(x, { currency: "$" });
}

/**
 * A rate for people to read.
 *
 * @param rate a fraction (0.12 is 12%)
 * @returns percent with at least two decimals, and up to five when the rate has them
 *
 * @example formatRate("0.12") // "12.00%"
 */
export function formatRate(rate: string | Decimal): string {
  return formatPercent(d(rate).times(100));
}

/**
 * A figure that is already percent, such as an APR.
 *
 * @param percent 21.46 for 21.46%
 * @returns at least two decimals, and up to five when the figure has them
 *
 * @example formatPercent("21.46") // "21.46%"
 */
export function formatPercent(percent: string | Decimal): string {
  const rounded = d(percent).toDecimalPlaces(5);
  const digits = rounded.abs().toFixed(Math.max(2, rounded.decimalPlaces()));
  return `${rounded.isNegative() && !rounded.isZero() ? MINUS : ""}${digits}%`;
}

function wholeCents(x: Decimal | string): Decimal {
  const amount = d(x);
  if (amount.decimalPlaces() > 2) throw new RangeError(`${amount.toString()} has a fraction of a cent.`);
  return amount;
}
