import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { addDays, compare, formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { inTransaction } from "@/lib/db";
import { isSandbox } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { addJob } from "@/lib/queue";
import { sampleDataProgress } from "./sample-data";

/** The key of the job that carries out a move of the date. */
export const moveJobKey = (dateMoveId: string) => `move:${dateMoveId}`;

const LONGEST_MOVE_DAYS = 3 * 366;

/**
 * Asks the worker to move the business date forward to `toDate`, day by day. One move at a time: a second request
 * while one is under way is refused.
 */
export async function requestDateMove({ userId, toDate }: { userId: string | null; toDate: IsoDate }) {
  if (!isSandbox) throw new DomainError("not-allowed", "The business date can only be moved in the sandbox.");
  return inTransaction(async (tx) => {
    // Two administrators at once: the second waits here and then finds the first one's move.
    await tx.$queryRaw`SELECT 1 FROM business_clock WHERE id = 1 FOR UPDATE`;
    const today = await businessDate(tx);
    if (compare(toDate, today) <= 0) {
      throw new DomainError("invalid", `Choose a date after today, ${formatDate(today)}.`, "toDate");
    }
    if (compare(toDate, addDays(today, LONGEST_MOVE_DAYS)) > 0) {
      throw new DomainError("invalid", "Move at most three years at a time.", "toDate");
    }
    if (await sampleDataProgress(tx))
      throw new DomainError(
        "wrong-state",
        "Sample data is loading and moves the business date itself. Wait until it has loaded.",
      );
    // A move that failed is tried again by the queue: a second one beside it would set the clock back.
    const unfinished = await tx.dateMove.findFirst({ where: { status: { not: "DONE" } } });
    if (unfinished)
      throw new DomainError(
        "wrong-state",
        "The business date is already being moved. Wait until that is complete.",
      );
    const move = await tx.dateMove.create({
      data: {
        id: newId("mov"),
        fromDate: toDbDate(today),
        reachedDate: toDbDate(today),
        toDate: toDbDate(toDate),
        requestedById: userId,
      },
    });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "business-date.move",
      subjectType: "date-move",
      subjectId: move.id,
      detail: { from: today, to: toDate },
      businessDate: today,
    });
    await addJob(tx, "move-business-date", { dateMoveId: move.id }, moveJobKey(move.id));
    return { dateMoveId: move.id };
  });
}
