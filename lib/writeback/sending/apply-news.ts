// What became of push operations, from whichever side the news came: the answer to our request, a poll, a webhook, a search.
// News may come twice and in any order; what is in the books stays in the books.
import { now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { addJob } from "@/lib/queue";
import { drainJobKey } from "@/lib/writeback/outbox/wake-drain";
import type { WriteOperation, WriteOperationState } from "@/prisma/generated/client";
import { adoptRecord } from "@/lib/writeback/books/adopt-record";
import type { Validation } from "@/lib/writeback/codat/codat-client";
import { lockOperations, saveOperations } from "@/lib/writeback/outbox/operation-rows";

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

/** The operation after the news. */
export function withNews(operation: WriteOperation, news: News): WriteOperation {
  const state = stateAfter(operation.state, news.status);
  const isDecided = state === "SUCCESS" || state === "FAILED";
  return {
    ...operation,
    state,
    recordId: news.recordId ?? operation.recordId,
    answeredAt: isDecided ? (operation.answeredAt ?? now()) : operation.answeredAt,
    ...(state === "SUCCESS" ? { error: null, validation: [] } : {}),
    ...(state === "FAILED" && operation.state !== "FAILED"
      ? { error: wordsOf(news), validation: news.validation }
      : {}),
    ...(state === "UNKNOWN" ? { error: "It timed out. We are checking whether it is in the books." } : {}),
  };
}

/** Applies news to the operations with these keys, in the order given. @returns the keys that no operation has */
export async function applyNewsByKey(
  tx: Tx,
  given: readonly { pushOperationKey: string; news: News }[],
): Promise<Set<string>> {
  const found = await tx.writeOperation.findMany({
    where: { pushOperationKey: { in: given.map(({ pushOperationKey }) => pushOperationKey) } },
    select: { id: true, pushOperationKey: true },
  });
  const idOf = new Map(found.map(({ id, pushOperationKey }) => [pushOperationKey!, id]));
  await applyNews(
    tx,
    given.flatMap(({ pushOperationKey, news }) => {
      const operationId = idOf.get(pushOperationKey);
      return operationId ? [{ operationId, news }] : [];
    }),
  );
  return new Set(given.map((each) => each.pushOperationKey).filter((key) => !idOf.has(key)));
}

/** The same where the operations are known. */
export async function applyNews(
  tx: Tx,
  given: readonly { operationId: string; news: News }[],
): Promise<void> {
  if (given.length === 0) return;
  const before = await lockOperations(tx, [...new Set(given.map(({ operationId }) => operationId))]);
  const after = new Map(before);
  for (const { operationId, news } of given) {
    const operation = after.get(operationId);
    if (operation) after.set(operationId, withNews(operation, news));
  }
  await saveOperations(tx, [...after.values()]);
  await followUp(
    tx,
    [...before.values()].map((was) => [was, after.get(was.id)!] as const),
  );
}

/** The news of one operation, in a separate transaction. @returns false when we know no such operation */
export async function applyNewsOf(pushOperationKey: string, news: News): Promise<boolean> {
  const unknown = await inTransaction((tx) => applyNewsByKey(tx, [{ pushOperationKey, news }]));
  return unknown.size === 0;
}

// Anything else is our own step, which knows itself how long to wait for the next.
const NEWS: ReadonlySet<WriteOperationState> = new Set(["SUCCESS", "FAILED", "UNKNOWN"]);

/** What a changed state sets going: the event goes on, what was made from the settings page is chosen. */
export async function followUp(
  tx: Tx,
  changes: readonly (readonly [before: WriteOperation, after: WriteOperation])[],
): Promise<void> {
  const changed = changes.filter(([before, after]) => before.state !== after.state).map(([, after]) => after);
  for (const made of changed.filter(({ eventId }) => eventId === null)) await adoptRecord(tx, made);
  const moved = changed.filter(({ eventId, state }) => eventId !== null && NEWS.has(state));
  if (moved.length > 0) await wake(tx, moved);
}

/** The events go on at once; one that was held for its operation is freed by the late success of it. */
async function wake(tx: Tx, operations: readonly WriteOperation[]): Promise<void> {
  const ids = [...new Set(operations.map(({ eventId }) => eventId!))];
  const written = operations.filter(({ state }) => state === "SUCCESS").map(({ eventId }) => eventId!);
  await tx.$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT id, id = ANY (${written}) AS is_written FROM writeback_events WHERE id = ANY (${ids}) ORDER BY id FOR UPDATE)
    UPDATE writeback_events e SET
      tries = 0, next_at = clock_timestamp(),
      state = CASE WHEN is_written THEN 'WRITING' ELSE e.state END,
      held_code = CASE WHEN is_written THEN NULL ELSE held_code END,
      held_words = CASE WHEN is_written THEN NULL ELSE held_words END
    FROM locked
    WHERE e.id = locked.id AND (e.state IN ('QUEUED', 'WRITING') OR (is_written AND e.state = 'HELD'))`;
  await addJob(tx, "writeback-drain", {}, drainJobKey("news"));
}

/** The platform's reasons in one sentence or two. */
export function wordsOf({ error, validation }: Pick<News, "error" | "validation">): string {
  const reasons = validation.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`));
  const words = reasons.length > 0 ? reasons : [error ?? "The accounting software did not give a reason."];
  return words.join(" ").slice(0, 1000);
}
