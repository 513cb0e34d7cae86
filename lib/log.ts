import { pino } from "pino";
import { env } from "@/lib/env";
import { requestId } from "@/lib/server-state";

/** Structured lines on standard error, with the id of the request they belong to; secrets and account numbers are blanked wherever they turn up. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    mixin: () => {
      const id = requestId();
      return id === undefined ? {} : { requestId: id };
    },
    redact: {
      paths: ["password", "*.password", "accountNumber", "*.accountNumber", "*.authorization", "*.cookie"],
      censor: "[hidden]",
    },
  },
  pino.destination(2),
);
