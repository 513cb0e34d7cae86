import { z } from "zod";

const LONGEST_REASON = 500;
const shownAmount = z.string().regex(/^-?\d{1,12}\.\d{2}$/); // what the page said

export const chargeOffInput = z.strictObject({
  loanId: z.string().min(1).max(64),
  reason: z
    .string("Say why, in a few words.")
    .trim()
    .min(3, "Say why, in a few words.")
    .max(LONGEST_REASON, `Keep it to ${LONGEST_REASON} characters.`),
  shownPrincipal: shownAmount,
  shownInterest: shownAmount,
  idempotencyKey: z.string().min(8).max(100),
});
