import { db, inTransaction } from "@/lib/db";
import { decisionJobKey } from "@/lib/lending/application/submit-application";
import { addJob } from "@/lib/queue";

/** No decision takes this long: the bureau is given seconds. */
const STALE_MINUTES = 5;

/**
 * Puts applications that nobody is about to decide back into the queue: their worker was killed, and the queue gives a dead
 * worker's jobs away only after four hours, or the bureau was out of reach for longer than the queue tries. A job that waits
 * for its next try keeps its time.
 *
 * @returns how many were put back
 */
export async function resumeDecisions(): Promise<number> {
  const forsaken = await db.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM loan_applications a
     WHERE a.status = 'SUBMITTED'
       AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j
                        WHERE j.key = ${decisionJobKey("")} || a.id
                          AND (j.is_available OR j.locked_at > clock_timestamp() - make_interval(mins => ${STALE_MINUTES}::int)))
     ORDER BY a.id`;
  for (const { id } of forsaken)
    await inTransaction((tx) => addJob(tx, "decide-application", { applicationId: id }, decisionJobKey(id)));
  return forsaken.length;
}
