// What an amount on a loan is for: fees, interest, and principal, always together. No function takes them one by one, so that a
// part cannot be forgotten.
import { d, Decimal, dollars, sum, toMoney, ZERO } from "./money";

/** Dollars: decimals in calculations, strings with two decimals at the edges (`partsText`). */
export type Parts<Amount = Decimal> = {
  readonly fees: Amount;
  readonly interest: Amount;
  readonly principal: Amount;
};

export const NO_PARTS: Parts = { fees: ZERO, interest: ZERO, principal: ZERO };

type Given = { toString(): string };

/**
 * Parts from dollars as the database and people give them; a part that is left out is zero.
 *
 * @example partsOf({ interest: "50.00", principal: "416.67" }) // fees 0.00, interest 50.00, principal 416.67
 */
export function partsOf({ fees = ZERO, interest = ZERO, principal = ZERO }: Partial<Parts<Given>>): Parts {
  return { fees: d(fees), interest: d(interest), principal: d(principal) };
}

/** @example partsText(partsOf({ interest: "50" })) // fees "0.00", interest "50.00", principal "0.00" */
export function partsText({ fees, interest, principal }: Parts): Parts<string> {
  return { fees: toMoney(fees), interest: toMoney(interest), principal: toMoney(principal) };
}

/**
 * Parts inside a sentence; a fee only where there is one.
 *
 * @param first what is paid names interest first, in the order in which it is paid; what is owed names principal first
 *
 * @example partsInWords(partsOf({ interest: "50", principal: "416.67" })) // "$50.00 of interest and $416.67 of principal"
 */
export function partsInWords(
  { fees, interest, principal }: Parts,
  first: "interest" | "principal" = "interest",
): string {
  const words = [`${dollars(interest)} of interest`, `${dollars(principal)} of principal`];
  if (first === "principal") words.reverse();
  if (!fees.isZero()) words.push(`${dollars(fees)} of fees`);
  return new Intl.ListFormat("en-US").format(words);
}

/**
 * Part by part.
 *
 * @example addParts(partsOf({ interest: "50" }), partsOf({ interest: "1.25", principal: "416.67" })) // interest 51.25, principal 416.67
 */
export function addParts(a: Parts, b: Parts): Parts {
  return {
    fees: a.fees.plus(b.fees),
    interest: a.interest.plus(b.interest),
    principal: a.principal.plus(b.principal),
  };
}

/**
 * Part by part; below zero where more is taken away than is there.
 *
 * @example minusParts(partsOf({ interest: "50", principal: "416.67" }), partsOf({ interest: "50" })) // principal 416.67
 */
export function minusParts(a: Parts, b: Parts): Parts {
  return {
    fees: a.fees.minus(b.fees),
    interest: a.interest.minus(b.interest),
    principal: a.principal.minus(b.principal),
  };
}

/** @example sumParts([]) // every part 0.00 */
export function sumParts(all: Iterable<Parts>): Parts {
  let total = NO_PARTS;
  for (const each of all) total = addParts(total, each);
  return total;
}

/** @example totalOf(partsOf({ fees: "15", interest: "50", principal: "416.67" })).toFixed(2) // "481.67" */
export function totalOf({ fees, interest, principal }: Parts): Decimal {
  return sum([fees, interest, principal]);
}

/** Whether every part is zero. Parts of 50.00 and -50.00 are not nothing. */
export function isNothing({ fees, interest, principal }: Parts): boolean {
  return fees.isZero() && interest.isZero() && principal.isZero();
}

/**
 * What an amount pays of what is owed: interest, then principal, then fees.
 *
 * Fees come last, so that an unpaid fee never makes an installment late that was paid in full (16 CFR 444.4, no pyramiding).
 *
 * @param owed   dollars, each zero or more
 * @param amount dollars, zero or more; what is above the total is not used
 * @returns the parts paid; their total is the smaller of the amount and what is owed
 *
 * @example payParts(partsOf({ interest: "50", principal: "416.67" }), d("60")) // interest 50.00, principal 10.00
 */
export function payParts(owed: Parts, amount: Decimal): Parts {
  const interest = Decimal.min(amount, owed.interest);
  const principal = Decimal.min(amount.minus(interest), owed.principal);
  const fees = Decimal.min(amount.minus(interest).minus(principal), owed.fees);
  return { fees, interest, principal };
}
