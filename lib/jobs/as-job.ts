// Runs a task for the request that added it: what it logs has the id of that request, and its span is part of the request's trace.
import type { JobHelpers } from "graphile-worker";
import { log } from "@/lib/log";
import type { Origin } from "@/lib/queue";
import { inJob } from "@/lib/server-state";
import { traced } from "@/lib/tracing";

/** @param handle gets what was added, without what the queue added to it */
export function asJob(task: string, handle: (payload: unknown) => Promise<unknown>) {
  return (payload: unknown, helpers: { job?: Pick<JobHelpers["job"], "id" | "attempts"> }): Promise<void> => {
    const { _origin: origin = {}, ...own } = (payload ?? {}) as { _origin?: Origin };
    const { requestId, traceparent } = origin;
    const { id = "", attempts = 1 } = helpers.job ?? {};
    const of = { ...(requestId !== undefined && { requestId }), job: `${task} ${id}`.trim() };
    const attributes = {
      "job.id": id,
      "job.attempt": attempts,
      ...(requestId && { "request.id": requestId }),
    };
    return inJob(of, () =>
      traced(
        `job ${task}`,
        attributes,
        async () => {
          try {
            await handle(own);
          } catch (error) {
            log.warn({ err: error, attempts }, "a job failed");
            throw error;
          }
        },
        traceparent,
      ),
    );
  };
}
