import { pino } from "pino";
import { env } from "@/lib/env";

/** Structured lines on standard error; secrets and account numbers are blanked wherever they turn up. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    redact: {
      paths: ["password", "*.password", "accountNumber", "*.accountNumber", "*.authorization", "*.cookie"],
      censor: "[hidden]",
    },
  },
  pino.destination(2),
);
