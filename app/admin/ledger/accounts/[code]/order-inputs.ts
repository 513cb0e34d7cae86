// The forms of an account's page, as they are sent.
import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";

const account = z.string().min(1).max(200);
const LONGEST_REASON = 300;
const LONGEST_NAME = 80;

export const freezeInput = z.strictObject({
  account,
  frozen: z.enum(["yes", "no"]).transform((answer) => answer === "yes"),
  reason: z.string().trim().min(3, "Say why, in a few words.").max(LONGEST_REASON, "Keep it shorter."),
});

export const monitorInput = z.strictObject({
  account,
  name: z.string().trim().min(1, "Give it a name.").max(LONGEST_NAME, "Keep the name shorter."),
  balance: z.enum(["posted", "pending", "available"]),
  op: z.enum(["lt", "lte", "gt", "gte", "eq"]),
  amount: z
    .string()
    .trim()
    .transform((text) => text.replaceAll(",", "").replace("−", "-"))
    .pipe(z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/, "Give an amount such as 1,000.00.")),
});

export const monitorIdInput = z.strictObject({ account, monitorId: z.string().regex(/^\d{1,18}$/) });

export const statementInput = z.strictObject({
  account,
  from: isoDate,
  to: isoDate,
});
