// The forms of an account's page, as they are sent.
import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { oneLine } from "@/lib/text-input";

const account = z.string().min(1).max(200);
const LONGEST_REASON = 300;
const LONGEST_NAME = 80;

export const freezeInput = z.strictObject({
  account,
  frozen: z.enum(["yes", "no"]).transform((answer) => answer === "yes"),
  reason: oneLine("Enter a reason.")
    .min(3, "Enter a reason.")
    .max(LONGEST_REASON, `Use at most ${LONGEST_REASON} characters.`),
});

export const monitorInput = z.strictObject({
  account,
  name: oneLine("Enter a name.")
    .min(1, "Enter a name.")
    .max(LONGEST_NAME, `Use at most ${LONGEST_NAME} characters.`),
  balance: z.enum(["posted", "pending", "available"]),
  op: z.enum(["lt", "lte", "gt", "gte", "eq"]),
  amount: z
    .string("Enter an amount such as 1,000.00.")
    .transform((text) =>
      text
        .trim()
        .replace("−", "-")
        .replace(/^(-?)\s*\$?\s*/, "$1"),
    )
    .pipe(
      z
        .string()
        .regex(/^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,4})?$/, "Enter an amount such as 1,000.00.")
        .transform((text) => text.replaceAll(",", "")),
    ),
});

export const monitorIdInput = z.strictObject({ account, monitorId: z.string().regex(/^\d{1,18}$/) });

export const statementInput = z.strictObject({
  account,
  from: isoDate,
  to: isoDate,
});
