import { pino } from "pino";
import { env } from "@/lib/env";
import { currentJob, requestId } from "@/lib/server-state";

/** Structured lines on standard error, with the request and the job they belong to; secrets and account numbers are blanked wherever they turn up. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    mixin: () => {
      const [id, job] = [requestId(), currentJob()];
      return { ...(id !== undefined && { requestId: id }), ...(job !== undefined && { job }) };
    },
    redact: {
      paths: ["password", "*.password", "accountNumber", "*.accountNumber", "*.authorization", "*.cookie"],
      censor: "[hidden]",
    },
  },
  pino.destination(2),
);
