import type { Tx } from "@/lib/db";
import { requestId } from "@/lib/server-state";
import { sqlRows } from "@/lib/sql-rows";
import { traceparent } from "@/lib/tracing";

/** What the worker knows how to do, and what each task needs to know. `lib/jobs` binds them to verbs. */
export type Tasks = {
  /** Jobs that were added before they took many, and still wait. */
  "submit-payment-order": { paymentOrderId: string };
  "handle-payment-transition": { transitionId: string };
  "submit-payment-orders": { paymentOrderIds: string[] };
  "process-webhook": { webhookId: string };
  "handle-payment-transitions": { transitionIds: string[] };
  "report-shared-account": { externalAccountId: string };
  "handle-change-notice": { paymentOrderId: string; returnId: string; code: string };
  "read-bank-file": { fileId: string };
  "import-bank-file": { fileId: string };
  "match-bank-lines": Record<string, never>;
  "send-back-receipt": { sendBackId: string };
  "read-bank-transactions": Record<string, never>;
  "poll-payments": Record<string, never>;
  "decide-application": { applicationId: string };
  "move-business-date": { dateMoveId: string };
  "resume-date-moves": Record<string, never>;
  "resume-decisions": Record<string, never>;
  "close-day": Record<string, never>;
  "refresh-standings": Record<string, never>;
  "tell-ledger-notes": Record<string, never>;
  "send-emails": Record<string, never>;
  "send-reset-link": { email: string };
  "pay-waiting-investments": Record<string, never>;
  "send-reminders": Record<string, never>;
  "issue-documents": Record<string, never>;
  "render-documents": Record<string, never>;
  "verify-documents": Record<string, never>;
  "check-regulations": { askedBy?: string };
  "expire-holds": Record<string, never>;
  "expire-approvals": Record<string, never>;
  "seal-ledger": Record<string, never>;
  "check-ledger": Record<string, never>;
  "prove-claims": Record<string, never>;
  "writeback-drain": Record<string, never>;
  "writeback-news": Record<string, never>;
  "writeback-webhook": { webhookId: string };
  "writeback-daily": Record<string, never>;
};

/** A flood of messages from elsewhere, or of documents, must not hold up payments or the outbox: those come first. */
const PRIORITY: Partial<Record<keyof Tasks, number>> = { "writeback-webhook": 10, "render-documents": 10 }; // 0 comes before 10

const MANY = 5;

/** What one person waits for comes before what was made for many at once. */
function priorityOf(task: keyof Tasks, payload: object): number {
  const isOfMany = Object.values(payload).some((ids) => Array.isArray(ids) && ids.length > 1);
  return PRIORITY[task] ?? (isOfMany ? MANY : 0);
}

/** Which request added a job, kept in its payload: what the job logs and does is found by it. */
export type Origin = { requestId?: string; traceparent?: string };

function textOf(payload: object): string {
  const [id, parent] = [requestId(), traceparent()];
  if (id === undefined && parent === undefined) return JSON.stringify(payload);
  const origin: Origin = {
    ...(id !== undefined && { requestId: id }),
    ...(parent !== undefined && { traceparent: parent }),
  };
  return JSON.stringify({ ...payload, _origin: origin });
}

/**
 * Adds a job inside the caller's transaction: it exists if and only if the fact that calls for it was committed.
 * Jobs with the same `jobKey` that have not started are one job. Not before `runAt` when one is given.
 */
export async function addJob<T extends keyof Tasks>(
  tx: Tx,
  task: T,
  payload: Tasks[T],
  jobKey?: string,
  runAt?: Date,
) {
  await tx.$queryRaw`
    SELECT (graphile_worker.add_job(${task}, ${textOf(payload)}::json, job_key := ${jobKey ?? null},
                                    priority := ${priorityOf(task, payload)}::int, run_at := ${runAt ?? null}::timestamptz)).id::text`;
}

/** Adds many jobs of one task in one statement. */
export async function addJobs<T extends keyof Tasks>(
  tx: Tx,
  task: T,
  jobs: { payload: Tasks[T]; jobKey: string }[],
) {
  if (jobs.length === 0) return;
  await tx.$queryRaw`
    SELECT count((graphile_worker.add_job(${task}, job.payload::json, job_key := job.key,
                                         priority := ${PRIORITY[task] ?? 0}::int)).id)::int
      FROM ${sqlRows(
        "job",
        { payload: "text", key: "text" },
        jobs.map(({ payload, jobKey }) => ({ payload: textOf(payload), key: jobKey })),
      )}`;
}
