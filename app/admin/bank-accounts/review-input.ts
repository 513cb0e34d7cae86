import { z } from "zod";

export const reviewInput = z.strictObject({
  externalAccountId: z.string().min(1).max(60),
  decision: z.enum(["clear", "refuse"], "Choose a decision."),
  reason: z
    .string("Enter what you checked.")
    .trim()
    .min(1, "Enter what you checked.")
    .max(500, "Use at most 500 characters."),
});
