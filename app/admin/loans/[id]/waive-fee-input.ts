import { z } from "zod";
import { WAIVER_REASONS, type WaiverReason } from "@/lib/lending/delinquency/waive-fee";
import { oneLine } from "@/lib/text-input";

const LONGEST_NOTE = 200;

export const waiveFeeInput = z.strictObject({
  loanId: z.string().min(1).max(64),
  feeId: z.string("Choose a fee.").min(1, "Choose a fee.").max(64),
  reason: z.enum(Object.keys(WAIVER_REASONS) as [WaiverReason, ...WaiverReason[]], "Choose a reason."),
  note: oneLine("Enter a note.")
    .min(3, "Enter a note.")
    .max(LONGEST_NOTE, `Use at most ${LONGEST_NOTE} characters.`),
});
