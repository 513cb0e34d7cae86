import { z } from "zod";
import { severalLines } from "@/lib/text-input";

const LONGEST = 500;
const approvalId = z.string().min(1).max(60);

export const decisionInput = z.strictObject({
  approvalId,
  note: severalLines("Enter a note.").max(LONGEST, `Use at most ${LONGEST} characters.`),
});
export const cancelInput = z.strictObject({ approvalId });
