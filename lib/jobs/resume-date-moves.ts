import { db, inTransaction } from "@/lib/db";
import { addJob } from "@/lib/queue";
import { DATE_MOVE } from "./move-business-date";
import { moveJobKey } from "./request-date-move";
import { nobodyRuns } from "./run-alone";

/**
 * Puts an unfinished move back into the queue where it would stand still: its worker was killed, and the queue gives a dead
 * worker's jobs away only after four hours, or it failed more often than the queue tries. A move that is under way, or that
 * waits for its next try, is left alone; but one that was interrupted because the database was away goes on at once: after several
 * outages in a row the queue would let it wait for hours.
 */
export async function resumeDateMoves(): Promise<void> {
  const move = await db.dateMove.findFirst({
    where: { status: { not: "DONE" } },
    select: { id: true, status: true },
  });
  if (!move) return;
  const jobKey = moveJobKey(move.id);
  await inTransaction(async (tx) => {
    const waiting = await tx.$queryRaw<{ id: bigint; isLate: boolean }[]>`
      SELECT id, run_at > now() + interval '1 minute' AS "isLate" FROM graphile_worker._private_jobs
       WHERE key = ${jobKey} AND is_available`;
    for (const { id, isLate } of waiting)
      if (isLate && move.status !== "FAILED")
        await tx.$queryRaw`
          SELECT count(*)::int FROM graphile_worker.reschedule_jobs(ARRAY[${id}::bigint], run_at := now(), attempts := 0)`;
    if (waiting.length > 0 || !(await nobodyRuns(tx, DATE_MOVE))) return;
    // Nobody runs it, whatever the row says; left there it would look like a task that failed forever.
    await tx.$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE key = ${jobKey}`;
    await addJob(tx, "move-business-date", { dateMoveId: move.id }, jobKey);
  });
}
