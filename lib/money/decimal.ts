// The one number type for money and rates, and the one place that rounds.
import { Decimal as DecimalJs } from "decimal.js";

// A clone, so that a package which reconfigures decimal.js (Prisma bundles its own) cannot change our precision.
export const Decimal = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_EVEN });
export type Decimal = DecimalJs;

export const ROUNDING_MODES = ["half-even", "half-up"] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

export const ZERO = new Decimal(0);
export const CENT = new Decimal("0.01");

const WRITTEN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;

/**
 * Reads a number into our Decimal.
 *
 * @param value a decimal string, a safe integer, a bigint, or any object whose `toString` writes a number (Prisma's Decimal)
 * @returns the same value, unrounded
 * @throws TypeError for a JavaScript number with a fraction: it has already lost the amount somebody wrote
 * @throws RangeError for anything that is not a finite number
 *
 * @example d("466.67").plus(1).toString() // "467.67"
 */
export function d(value: DecimalJs.Value | { toString(): string }): Decimal {
  if (value instanceof Decimal) return value;
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new TypeError(`${value} is not a whole number; write money and rates as strings.`);
  }
  if (typeof value === "number") return new Decimal(value);
  const text = value.toString();
  if (!WRITTEN_NUMBER.test(text)) throw new RangeError(`"${text.slice(0, 40)}" is not a decimal number.`);
  return new Decimal(text);
}

/**
 * Rounds to a whole cent.
 *
 * @param x    dollars, any number of decimals
 * @param mode "half-even" (default) sends a half cent to the even neighbor, "half-up" away from zero
 * @returns dollars with at most two decimals
 *
 * Source: IEEE 754-2019 4.3.1 roundTiesToEven and roundTiesToAway.
 *
 * @example roundCents("0.125") // 0.12; roundCents("0.125", "half-up") is 0.13
 */
export function roundCents(x: Decimal | string, mode: RoundingMode = "half-even"): Decimal {
  return d(x).toDecimalPlaces(2, decimalRounding(mode));
}

/**
 * decimal.js's constant for one of our rounding modes.
 *
 * @example decimalRounding("half-up") // 4
 */
export function decimalRounding(mode: RoundingMode): DecimalJs.Rounding {
  return mode === "half-up" ? Decimal.ROUND_HALF_UP : Decimal.ROUND_HALF_EVEN;
}

/**
 * Sum of amounts or rates.
 *
 * @param values any number of them; none give 0
 * @returns the exact sum (to 40 digits)
 *
 * @example sum(["466.67", "466.63"]).toString() // "933.3"
 */
export function sum(values: Iterable<Decimal | string>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(d(value));
  return total;
}
