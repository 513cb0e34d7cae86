// JSON whose amounts have exactly the digits that we wrote. Codat's amounts are JSON numbers; a JavaScript number would pass
// through binary fractions on its way. Pure.
import { d, toMoney, type Decimal } from "@/lib/money/money";

/** An amount in a body: its digits stand in the JSON as a number. */
export class Amount {
  readonly digits: string;

  constructor(value: Decimal | string) {
    this.digits = toMoney(value);
  }
}

export type Json =
  string | number | boolean | null | Amount | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The text of a body.
 *
 * @returns JSON without spaces; keys with an undefined value are left out
 * @throws TypeError for a number that is not whole: amounts are `Amount`
 *
 * @example exactJson({ amount: new Amount("466.70") }) // '{"amount":466.70}'
 */
export function exactJson(value: Json): string {
  if (value instanceof Amount) return value.digits;
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new TypeError(`${value} is not an integer. Write amounts as Amount.`);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(exactJson).join(",")}]`;
  const fields = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${exactJson(field)}`).join(",")}}`;
}

/**
 * An amount that somebody else's JSON holds. The shortest digits that mean a double are the ones that were sent, up to fifteen
 * of them.
 *
 * @example readAmount(466.67).toString() // "466.67"
 */
export function readAmount(value: number): Decimal {
  return d(String(value));
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
