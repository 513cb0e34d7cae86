import { z } from "zod";
import { MOST_REFUND_ALONE } from "@/lib/lending/refunds/most-refund-alone";
import { d } from "@/lib/money/money";
import { moneyInput } from "@/lib/money/money-input";
import { oneLine } from "@/lib/text-input";

export const startRefundInput = z
  .strictObject({
    loanId: z.string().min(1).max(64),
    amount: moneyInput,
    reason: oneLine("Say why.").max(300, "Use at most 300 characters.").optional(),
  })
  .refine(({ amount, reason }) => d(amount).lte(MOST_REFUND_ALONE) || (reason?.length ?? 0) >= 3, {
    path: ["reason"],
    message: "Say why, in a few words: another person approves it.",
  });
