import { z } from "zod";
import { isIsoDate, isoDate } from "@/lib/calendar/dates";

/**
 * The form's choice: one of the dates it offers, or "other" with a date beside it. The dates themselves are sent, not
 * "a month", so that nobody moves further than the page said when the date has changed meanwhile.
 */
export const moveInput = z
  .strictObject({
    target: z.union([z.literal("other"), isoDate], "Choose how far to move."),
    toDate: z.string().optional(),
  })
  .refine(({ target, toDate }) => target !== "other" || isIsoDate(toDate), {
    path: ["toDate"],
    message: "Enter a date that exists, as year-month-day, for example 2027-01-31.",
  })
  .transform(({ target, toDate }) => ({ toDate: target === "other" ? (toDate ?? "") : target }));
