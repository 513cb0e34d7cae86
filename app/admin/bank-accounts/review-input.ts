import { z } from "zod";

export const reviewInput = z.strictObject({
  externalAccountId: z.string().min(1).max(60),
  decision: z.enum(["clear", "refuse"], "Choose what happens with the account."),
  reason: z
    .string("Say what you checked.")
    .trim()
    .min(1, "Say what you checked.")
    .max(500, "Use at most 500 characters."),
});
