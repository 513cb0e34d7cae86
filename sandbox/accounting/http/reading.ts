// Bodies in the shape a route needs, and the parts that several of them have.
import { z } from "zod";
import { bodyOf, broken, type ApiRequest } from "./api";
import { isDate } from "./clock";
import { Digits, type Json } from "./json";
import { toCents } from "./money";

/** The body of a request. @throws Refusal (400) that names the field */
export function read<Shape extends z.ZodType>(request: ApiRequest, shape: Shape): z.infer<Shape> {
  return shaped(bodyOf(request), shape);
}

export function shaped<Shape extends z.ZodType>(body: Json, shape: Shape): z.infer<Shape> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join(".");
  throw broken(`${field === "" ? "The body" : field} ${issue.message}.`, field || "body");
}

/** Money with at most two decimals, as cents. */
export const cents = z.instanceof(Digits, { error: "must be a number" }).transform((digits, context) => {
  const amount = toCents(digits);
  if (amount !== null) return amount;
  context.addIssue({ code: "custom", message: `must have at most two decimals (${digits.text})` });
  return z.NEVER;
});
export const positiveCents = cents.refine((amount) => amount > 0n, "must be greater than zero");
export const otherThanZero = cents.refine((amount) => amount !== 0n, "must not be zero");

export const plainDate = z
  .string("must be a date")
  .refine(isDate, "must be a date such as 2026-05-01, without a time");

export const currency = z.string("must be a currency").regex(/^[A-Z]{3}$/, "must be a currency such as USD");
export const id = z.string("must be a text").min(1, "must not be empty");
export const optionalText = z.string("must be a text").nullish();
export const reference = z.strictObject({ id, name: optionalText, dataType: optionalText });
