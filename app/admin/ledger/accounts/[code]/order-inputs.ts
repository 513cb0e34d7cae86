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
  reason: oneLine("Say why, in a few words.")
    .min(3, "Say why, in a few words.")
    .max(LONGEST_REASON, "Keep it shorter."),
});

export const monitorInput = z.strictObject({
  account,
  name: oneLine("Give it a name.").min(1, "Give it a name.").max(LONGEST_NAME, "Keep the name shorter."),
  balance: z.enum(["posted", "pending", "available"]),
  op: z.enum(["lt", "lte", "gt", "gte", "eq"]),
  amount: z
    .string("Give an amount such as 1,000.00.")
    .transform((text) =>
      text
        .trim()
        .replace("−", "-")
        .replace(/^(-?)\s*\$?\s*/, "$1"),
    )
    .pipe(
      z
        .string()
        .regex(/^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,4})?$/, "Give an amount such as 1,000.00.")
        .transform((text) => text.replaceAll(",", "")),
    ),
});

export const monitorIdInput = z.strictObject({ account, monitorId: z.string().regex(/^\d{1,18}$/) });

export const statementInput = z.strictObject({
  account,
  from: isoDate,
  to: isoDate,
});
