import { addDays, compare, fromDbDate, toDbDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { submitWaiting } from "@/lib/payments/submit-waiting";
import { addJob } from "@/lib/queue";
import { isTransient } from "@/lib/transient-errors";
import { runAlone } from "./run-alone";
import { runBusinessDay } from "./run-business-day";

/** The name of the lock that the worker holds while it moves the date. */
export const DATE_MOVE = "move-business-date";

/**
 * Carries out a requested move: makes each date the business date in turn and runs that day to its end. Progress is
 * in the row after each day, so the next attempt continues a move whose worker died. Does nothing while another
 * worker runs it.
 */
export async function moveBusinessDate({ dateMoveId }: { dateMoveId: string }) {
  await runAlone(DATE_MOVE, (requireLock) => move(dateMoveId, requireLock));
}

async function move(dateMoveId: string, requireLock: () => Promise<unknown>): Promise<void> {
  const move = await db.dateMove.findUniqueOrThrow({ where: { id: dateMoveId } });
  if (move.status === "DONE") return;
  await db.dateMove.update({ where: { id: move.id }, data: { status: "RUNNING", error: null } });
  const target = fromDbDate(move.toDate);
  let reached = fromDbDate(move.reachedDate);
  try {
    while (compare(reached, target) < 0) {
      const day = addDays(reached, 1);
      await requireLock();
      // What was ordered on a date reaches the bank on it, though its job is still in the queue; so does what was
      // ordered while the move waited: the bank is still on the old date.
      await submitWaiting();
      await db.businessClock.update({ where: { id: 1 }, data: { businessDate: toDbDate(day) } });
      await submitWaiting({ madeBefore: day });
      await runBusinessDay(day);
      reached = day;
      await db.dateMove.update({ where: { id: move.id }, data: { reachedDate: toDbDate(day) } });
    }
  } catch (error) {
    if (isTransient(error)) throw error; // interrupted; it goes on when the database is back
    // The queue tries again; until then the page says what went wrong.
    await db.dateMove.update({ where: { id: move.id }, data: { status: "FAILED", error: String(error) } });
    throw error;
  }
  await inTransaction(async (tx) => {
    await tx.dateMove.update({ where: { id: move.id }, data: { status: "DONE", finishedAt: now() } });
    // In the sandbox nights pass when the date is moved; one proof of where it stopped is enough.
    await addJob(tx, "prove-claims", {}, "prove-claims");
  });
}
