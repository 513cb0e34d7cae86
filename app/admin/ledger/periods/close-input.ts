import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { oneLine } from "@/lib/text-input";

export const closeInput = z.strictObject({
  through: isoDate,
  reason: oneLine("Say why.").min(3, "Say why, in a few words.").max(300, "Use at most 300 characters."),
  note: oneLine("Enter a note.").max(500, "Use at most 500 characters.").optional(),
});
