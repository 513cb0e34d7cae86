import { z } from "zod";
import { isIsoDate, isoDate } from "@/lib/calendar/dates";

/**
 * One of the dates that the form offers, or "other" with a date. The form sends dates, not "a month", so that nobody moves
 * further than the page showed if the business date has changed since.
 */
export const moveInput = z
  .strictObject({
    target: z.union([z.literal("other"), isoDate], "Choose how far to move."),
    toDate: z.string().optional(),
  })
  .refine(({ target, toDate }) => target !== "other" || isIsoDate(toDate), {
    path: ["toDate"],
    message: "Enter a date that exists.",
  })
  .transform(({ target, toDate }) => ({ toDate: target === "other" ? (toDate ?? "") : target }));
