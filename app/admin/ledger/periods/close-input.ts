import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { oneLine } from "@/lib/text-input";

export const closeInput = z.strictObject({
  through: isoDate,
  note: oneLine("Enter a note.").max(500, "Use at most 500 characters.").optional(),
});
