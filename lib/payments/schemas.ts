// What a person types about a bank account. Free of server code, so that the form checks with the same sentences.
import { z } from "zod";
import { oneLine } from "@/lib/text-input";

// Digits of other scripts (full-width, Arabic, …) look like numbers and are not.
const FOREIGN_DIGIT = /[^\P{Number}0-9]/u;
const ABA_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/**
 * Whether nine digits satisfy the check digit of an ABA routing number.
 *
 * @param digits exactly nine digits
 *
 * 3·(d1+d4+d7) + 7·(d2+d5+d8) + (d3+d6+d9) ≡ 0 (mod 10). Source: ABA Routing Number Policy.
 *
 * @example hasRoutingCheckDigit("021000021") // true
 */
export function hasRoutingCheckDigit(digits: string): boolean {
  return (
    [...digits].reduce((sum, digit, index) => sum + Number(digit) * (ABA_WEIGHTS[index] ?? 0), 0) % 10 === 0
  );
}

const digitsOnly = (empty: string) =>
  z
    .string(empty)
    .trim()
    .min(1, { error: empty, abort: true })
    .refine((text) => !FOREIGN_DIGIT.test(text), { error: "Use the digits 0 to 9.", abort: true })
    .regex(/^[0-9]+$/, { error: "Use digits only, without spaces or dashes.", abort: true });

const routingNumberInput = digitsOnly("Enter the routing number of your bank.")
  .length(9, { error: "A routing number has 9 digits.", abort: true })
  .refine((digits) => !/^0{9}$/.test(digits) && hasRoutingCheckDigit(digits), {
    error: "This is not a valid routing number. Check it against a check or your bank's website.",
  });

const accountNumberInput = digitsOnly("Enter your account number.")
  .min(4, { error: "An account number has at least 4 digits.", abort: true })
  .max(17, { error: "An account number has at most 17 digits." });

export const externalAccountInput = z.object({
  holderName: oneLine("Enter the name on the account.")
    .min(1, "Enter the name on the account.")
    .max(120, "Use at most 120 characters."),
  routingNumber: routingNumberInput,
  accountNumber: accountNumberInput,
  accountType: z.enum(["checking", "savings"], "Choose checking or savings."),
  bankName: oneLine("Enter the name of the bank.")
    .max(120, "Use at most 120 characters.")
    .optional()
    .transform((name) => name || undefined),
  /** Whose account it is; left out: as its user borrows. */
  holderKind: z.enum(["PERSON", "BUSINESS"], "Choose whose account this is.").optional(),
});

export type ExternalAccountInput = z.input<typeof externalAccountInput>;
