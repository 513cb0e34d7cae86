import { z } from "zod";
import { oneLine } from "@/lib/text-input";

const EMPTY = "Enter what was done about it.";

export const acknowledgeInput = z.strictObject({
  alertId: z.string().min(1).max(60),
  note: oneLine(EMPTY).min(1, EMPTY).max(500, "Use at most 500 characters."),
});
