import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { oneLine } from "@/lib/text-input";

const id = z.string().min(1).max(60);
const sentence = (empty: string) => oneLine(empty).min(1, empty).max(500, "Use at most 500 characters.");

export const fileInput = z.strictObject({ fileId: id });
export const exceptionInput = z.strictObject({ exceptionId: id });
export const confirmInput = z.strictObject({ lineId: id, targetId: z.string().max(60).optional() });
export const bookInput = z.strictObject({
  lineId: id,
  as: z.enum(["FEE", "INTEREST", "TAX", "SUSPENSE"], "Choose what the line is."),
});
export const undoInput = z.strictObject({ lineId: id, reason: sentence("Enter a reason.") });
export const claimInput = z.strictObject({
  exceptionId: id,
  note: sentence("Enter what you asked the bank for."),
});
export const offsetInput = z.strictObject({
  exceptionId: id,
  againstId: z.string("Choose the other item.").min(1, "Choose the other item.").max(60),
});
export const repaymentInput = z.strictObject({
  exceptionId: id,
  loan: sentence("Enter the number of the loan."),
});
export const sendBackInput = z.strictObject({
  exceptionId: id,
  reason: sentence("Enter why the money goes back."),
});
export const depositInput = z.strictObject({
  exceptionId: id,
  reference: sentence("Enter the reference of the deposit."),
});
export const closeInput = z.strictObject({ bankAccountId: id, day: isoDate });
