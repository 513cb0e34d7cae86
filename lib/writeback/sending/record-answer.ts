import { now } from "@/lib/clock";
import { coalesce } from "@/lib/coalesce";
import { db, inTransaction } from "@/lib/db";
import type { WriteOperation, WriteOperationState } from "@/prisma/generated/client";
import { applyNewsByKey, followUp, withNews, wordsOf, type News } from "./apply-news";
import { refusal } from "@/lib/writeback/codat/ask";
import type { Outcome } from "@/lib/writeback/codat/codat-client";
import type { PushOperation } from "@/lib/writeback/codat/codat-shapes";
import { lockOperations, saveOperations } from "@/lib/writeback/outbox/operation-rows";
import type { Next } from "@/lib/writeback/outbox/retry-policy";

export type Answer = {
  operationId: string;
  attempt: number; // its attempts when this request went
  outcome: Outcome<PushOperation>;
  next: Next;
};

/** Stores the response to a request and the new state of the operation. @returns its state */
export const recordAnswer = coalesce(recordAnswers);

async function recordAnswers(answers: readonly Answer[]): Promise<WriteOperationState[]> {
  const after = await inTransaction(async (tx) => {
    const before = await lockOperations(
      tx,
      answers.map(({ operationId }) => operationId),
    );
    const changes = answers.map((answer) => {
      const operation = before.get(answer.operationId)!;
      return [operation, answered(operation, answer)] as const;
    });
    await saveOperations(
      tx,
      changes.map(([, operation]) => operation),
    );
    await followUp(tx, changes);
    return changes.map(([, operation]) => operation);
  });
  // Only now can others see the keys: messages that came earlier were kept, and later ones find their operation.
  const early = await applyEarlyNews(after.flatMap(({ pushOperationKey }) => pushOperationKey ?? []));
  return Promise.all(
    after.map(async ({ id, state, pushOperationKey }) =>
      pushOperationKey !== null && early.has(pushOperationKey)
        ? (await db.writeOperation.findUniqueOrThrow({ where: { id }, select: { state: true } })).state
        : state,
    ),
  );
}

/** Messages that arrived before the responses to our own requests. @returns the keys that there were any for */
async function applyEarlyNews(keys: readonly string[]): Promise<Set<string>> {
  const where = { pushOperationKey: { in: [...keys] } };
  if (keys.length === 0 || (await db.writebackEarlyNews.count({ where })) === 0) return new Set();
  return inTransaction(async (tx) => {
    const early = await tx.writebackEarlyNews.findMany({ where });
    const given = early.map(({ pushOperationKey, news }) => ({ pushOperationKey, news: news as News }));
    await applyNewsByKey(tx, given);
    await tx.writebackEarlyNews.deleteMany({ where });
    return new Set(given.map(({ pushOperationKey }) => pushOperationKey));
  });
}

function answered(operation: WriteOperation, { attempt, outcome, next }: Answer): WriteOperation {
  const correlationId = outcome.correlationId ?? operation.correlationId;
  if (outcome.kind === "ok")
    return withNews(
      { ...operation, pushOperationKey: outcome.data.pushOperationKey, correlationId, error: null },
      outcome.data,
    );
  if (operation.state === "SUCCESS") return operation; // a message came first, and it is in the books
  const error = wordsFor(outcome);
  if (next.do === "hold") {
    const validation = outcome.kind === "rejected" ? outcome.validation : [];
    return { ...operation, state: "FAILED", error, validation, correlationId, answeredAt: now() };
  }
  if (next.do === "search") return { ...operation, state: "UNKNOWN", error, correlationId };
  const isAnew = next.do === "resend" && next.key === "new" && operation.attempts === attempt;
  // One from the settings page is not retried later: the person who wants it decides.
  if (isAnew && operation.eventId === null)
    return {
      ...operation,
      state: "FAILED",
      error: refusal(outcome).message,
      correlationId,
      answeredAt: now(),
    };
  // Nothing was done under this key, so the next try may be built again; unless another worker has sent it in the
  // meantime.
  if (isAnew)
    return { ...operation, state: "READY", idempotencyKey: null, keyIssuedAt: null, error, correlationId };
  return { ...operation, error, correlationId };
}

export function wordsFor(outcome: Exclude<Outcome<unknown>, { kind: "ok" }>): string {
  if (outcome.kind === "rate-limited") return "The accounting service is limiting our requests.";
  if (outcome.kind === "rejected")
    return wordsOf({ error: outcome.sentence, validation: outcome.validation });
  return outcome.sentence;
}
