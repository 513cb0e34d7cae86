import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";

export const closeInput = z.strictObject({ through: isoDate });
