// What a person types into an amount field, and the sentence for each way it can be wrong.
import { z } from "zod";
import { d } from "./decimal";
import type { Decimal } from "./decimal";

const MAX_INTEGER_DIGITS = 12;
const PLAIN = /^\d+(\.\d*)?$|^\.\d+$/;
const WITH_THOUSANDS = /^\d{1,3}(,\d{3})+(\.\d*)?$/;
const EXPONENT = /^[+-]?[\d.,]+e[+-]?\d+$/i;
// Digits of other scripts (full-width, Arabic, …) look like numbers and are not.
const FOREIGN_DIGIT = /[^\P{Number}0-9]/u;
const SIGNS = /^(?:\$\s*([-\u2212]?)|([-\u2212]?)\s*\$?)\s*/;

/**
 * Schema for the text of an amount field.
 *
 * @returns a string schema whose output is dollars above zero with exactly two decimals ("10000.00"); each refusal is one
 *   sentence for the person who typed: zero, negative, more than two decimals, exponent, letters, foreign digits,
 *   misplaced commas, more than 12 digits before the point. A dollar sign before the digits is what a copied amount has
 *
 * @example moneyInput.parse(" $10,000 ") // "10000.00"
 */
export const moneyInput = z.string("Enter an amount.").transform((text, context) => {
  const complaint = complaintAbout(text);
  if (complaint === null) return plainDecimal(parts(text).digits).toFixed(2);
  context.addIssue({ code: "custom", message: complaint });
  return z.NEVER;
});

/**
 * Reads an amount out of text, quietly.
 *
 * @param text digits, optionally a leading minus, a dollar sign, thousands commas and up to two decimals
 * @returns dollars, of either sign or zero; null when the text is no such amount
 *
 * @example parseMoney("-1,250.5")?.toString() // "-1250.5"
 */
export function parseMoney(text: string): Decimal | null {
  const { isNegative, digits } = parts(text);
  if (shapeComplaint(digits) !== null) return null;
  const amount = plainDecimal(digits);
  return isNegative && !amount.isZero() ? amount.negated() : amount;
}

/** "-$ 1,000", "$-1,000" and "$1,000": with or without a minus, and what is left without signs and spaces around it. */
function parts(text: string): { isNegative: boolean; digits: string } {
  const typed = text.trim();
  const [signs = "", afterDollar, beforeDollar] = SIGNS.exec(typed) ?? [];
  return { isNegative: Boolean(afterDollar || beforeDollar), digits: typed.slice(signs.length) };
}

function complaintAbout(text: string): string | null {
  const { isNegative, digits } = parts(text);
  if (digits === "" && !isNegative) return "Enter an amount.";
  const complaint = shapeComplaint(digits);
  if (complaint !== null) return complaint;
  if (plainDecimal(digits).isZero()) return "Enter an amount above 0.00.";
  return isNegative ? "Enter an amount above 0.00, without a minus sign." : null;
}

function shapeComplaint(typed: string): string | null {
  if (EXPONENT.test(typed)) return "Write the amount in full, without an exponent, for example 10,000.00.";
  if (FOREIGN_DIGIT.test(typed)) return "Use the digits 0 to 9.";
  if (/\p{Letter}/u.test(typed)) return "Use digits only, without letters, for example 10,000.00.";
  if (!/^[\d.,]+$/.test(typed))
    return "Use digits, commas and one decimal point only, for example 10,000.00.";
  if (!PLAIN.test(typed) && !WITH_THOUSANDS.test(typed)) {
    return "Put commas between thousands and a point before the cents, for example 10,000.00.";
  }
  const [whole = "", cents = ""] = typed.replaceAll(",", "").split(".");
  if (cents.length > 2) return "Use at most two decimals: a cent is the smallest amount.";
  if (whole.replace(/^0+/, "").length > MAX_INTEGER_DIGITS) {
    return "That is too large: use at most 12 digits before the decimal point.";
  }
  return null;
}

function plainDecimal(typed: string): Decimal {
  return d(typed.replaceAll(",", "").replace(/\.$/, ""));
}
