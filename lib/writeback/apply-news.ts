// What became of a push operation, from whichever side the news came: the answer to our request, a poll, a webhook, a search.
// News may come twice and in any order; what is in the books stays in the books.
import { now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import type { WriteOperation, WriteOperationState } from "@/prisma/generated/client";
import type { Validation } from "./codat-client";
import { adoptRecord } from "./adopt-record";
import { wakeDrain } from "./wake-drain";

export type News = {
  status: "Pending" | "Success" | "Failed" | "TimedOut" | "Unknown";
  recordId: string | null;
  error: string | null;
  validation: Validation[];
};

const STATE: Record<News["status"], WriteOperationState> = {
  Pending: "PENDING",
  Unknown: "PENDING", // a word that we do not know yet: keep asking
  TimedOut: "UNKNOWN",
  Failed: "FAILED",
  Success: "SUCCESS",
};

/**
 * The state after the news.
 *
 * A success is final; a failure or time-out only gives way to a success, so that a late message cannot undo what is known.
 *
 * @example stateAfter("SUCCESS", "Failed") // "SUCCESS"
 */
export function stateAfter(state: WriteOperationState, status: News["status"]): WriteOperationState {
  if (state === "SUCCESS") return "SUCCESS";
  if (status === "Success") return "SUCCESS";
  if (state === "FAILED") return "FAILED";
  if (state === "UNKNOWN" && STATE[status] === "PENDING") return "UNKNOWN";
  return STATE[status];
}

/** Applies news to the operation with this push operation key. @returns false when we know no such operation */
export async function applyNewsByKey(pushOperationKey: string, news: News): Promise<boolean> {
  return inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM writeback_operations WHERE push_operation_key = ${pushOperationKey} FOR UPDATE`;
    if (!row) return false;
    await applyNews(tx, row.id, news);
    return true;
  });
}

/** The same for an operation that the caller has locked. */
export async function applyNews(tx: Tx, operationId: string, news: News): Promise<WriteOperation> {
  const operation = await tx.writeOperation.findUniqueOrThrow({ where: { id: operationId } });
  const state = stateAfter(operation.state, news.status);
  const isDecided = state === "SUCCESS" || state === "FAILED";
  const changed = await tx.writeOperation.update({
    where: { id: operationId },
    data: {
      state,
      ...(news.recordId ? { recordId: news.recordId } : {}),
      ...(isDecided && !operation.answeredAt ? { answeredAt: now() } : {}),
      ...(state === "SUCCESS" ? { error: null, validation: [] } : {}),
      ...(state === "FAILED" && operation.state !== "FAILED"
        ? { error: wordsOf(news), validation: news.validation }
        : {}),
      ...(state === "UNKNOWN"
        ? { error: "It timed out. Whether it is in the books is being looked up." }
        : {}),
    },
  });
  if (state === operation.state) return changed;
  if (operation.eventId === null) await adoptRecord(tx, changed);
  else await wake(tx, { eventId: operation.eventId, borrowerId: operation.borrowerId, state });
  return changed;
}

/** The event goes on at once; one that was held for this operation is freed by its late success. */
async function wake(
  tx: Tx,
  { eventId, borrowerId, state }: { eventId: bigint; borrowerId: string; state: WriteOperationState },
): Promise<void> {
  const held = state === "SUCCESS" ? { state: "WRITING" as const, heldCode: null, heldWords: null } : {};
  await tx.writeEvent.updateMany({
    where: {
      id: eventId,
      state: { in: state === "SUCCESS" ? ["QUEUED", "WRITING", "HELD"] : ["QUEUED", "WRITING"] },
    },
    data: { ...held, tries: 0, nextAt: now() },
  });
  await wakeDrain(tx, borrowerId);
}

/** The platform's reasons in one sentence or two. */
export function wordsOf({ error, validation }: Pick<News, "error" | "validation">): string {
  const reasons = validation.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`));
  const words = reasons.length > 0 ? reasons : [error ?? "The accounting software gave no reason."];
  return words.join(" ").slice(0, 1000);
}
