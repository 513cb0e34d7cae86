import { randomUUID } from "node:crypto";
import { now } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { toMoney } from "@/lib/money/money";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import { applyNews, wordsOf, type News } from "./apply-news";
import { ask, type Caller } from "./ask";
import { push } from "./codat";
import type { Outcome } from "./codat-client";
import type { PushOperation } from "./codat-shapes";
import { prepareOperation } from "./prepare-operation";
import type { OptionModel } from "./preflight";
import { afterPost, type Next, type PostOutcome } from "./retry-policy";
import type { Destination } from "./target";

export type Sent =
  | { kind: "sent" } // its state says what came of it
  | { kind: "again"; afterMs: number }
  | { kind: "unfit"; words: string } // never left the house
  | { kind: "refused"; words: string; code: "rejected" | "key-reused" };

const FEED_BUSY_MS = 1000;

/**
 * Writes down the exact request with its key, and only then sends it: whoever finds the operation later knows that it may have
 * been sent, and with what.
 */
export async function sendOperation(
  caller: Caller,
  {
    event,
    operation,
    destination,
    model,
  }: { event: WriteEvent; operation: WriteOperation; destination: Destination; model: OptionModel | null },
): Promise<Sent> {
  const ready = await inTransaction(async (tx): Promise<Sent | WriteOperation> => {
    if (operation.kind === "FEED_LINES") {
      await tx.$queryRaw`SELECT 1 FROM writeback_mappings WHERE borrower_id = ${event.borrowerId} FOR UPDATE`;
      const source = destination.target.lenderSourceId;
      // Each line carries the balance after it, so the lines of one account go one after the other. One that waits for a
      // person does not hold up the others.
      const busy = await tx.writeOperation.count({
        where: {
          feedAccountId: source,
          id: { not: operation.id },
          state: { in: ["SENDING", "PENDING", "UNKNOWN"] },
          event: { state: { not: "HELD" } },
        },
      });
      if (busy > 0) return { kind: "again", afterMs: FEED_BUSY_MS };
    }
    const prepared = await prepareOperation(tx, { event, kind: operation.kind, destination, model });
    if (prepared.problems.length > 0)
      return { kind: "unfit", words: prepared.problems.map(({ sentence }) => sentence).join(" ") };
    const { count } = await tx.writeOperation.updateMany({
      where: { id: operation.id, state: "READY" },
      data: {
        state: "SENDING",
        path: prepared.path,
        request: prepared.request,
        feedAmount: prepared.feedAmount && toMoney(prepared.feedAmount),
        feedAccountId: prepared.feedAccountId,
        connectionId: destination.place.connectionId,
        mappingVersion: destination.mapping.version,
        idempotencyKey: operation.idempotencyKey ?? randomUUID(),
        keyIssuedAt: operation.keyIssuedAt ?? now(),
        attempts: { increment: 1 },
        requestedAt: now(),
        answeredAt: null,
      },
    });
    if (count === 0) return { kind: "sent" }; // somebody else has sent it meanwhile
    return tx.writeOperation.findUniqueOrThrow({ where: { id: operation.id } });
  });
  return "kind" in ready && "requestedAt" in ready ? exchange(caller, ready, event.tries) : (ready as Sent);
}

/** Sends what was sent before: the same bytes under the same key, which Codat answers with its first answer. */
export async function resendOperation(
  caller: Caller,
  operation: WriteOperation,
  tries: number,
): Promise<Sent> {
  const again = await inTransaction((tx) =>
    tx.writeOperation.update({
      where: { id: operation.id },
      data: { attempts: { increment: 1 }, requestedAt: now() },
    }),
  );
  return exchange(caller, again, tries);
}

async function exchange(caller: Caller, operation: WriteOperation, tries: number): Promise<Sent> {
  const { path, request, idempotencyKey, keyIssuedAt } = operation;
  if (!path || !request || !idempotencyKey || !keyIssuedAt)
    throw new Error(`Operation ${operation.id} has no request.`);
  const outcome = await ask({ ...caller, operationId: operation.id }, push(path, request, idempotencyKey));
  const next = afterPost(postOutcome(outcome), {
    tries: tries + 1,
    keyAgeMs: now().getTime() - keyIssuedAt.getTime(),
  });
  return record(operation, outcome, next);
}

function postOutcome(outcome: Outcome<PushOperation>): PostOutcome {
  if (outcome.kind === "ok") return { kind: "accepted" };
  if (outcome.kind === "rate-limited")
    return { kind: "rate-limited", retryAfterSeconds: outcome.retryAfterSeconds };
  if (outcome.kind === "rejected" || outcome.kind === "not-found") return { kind: "refused" };
  return { kind: outcome.kind };
}

async function record(operation: WriteOperation, outcome: Outcome<PushOperation>, next: Next): Promise<Sent> {
  const { id } = operation;
  return inTransaction(async (tx): Promise<Sent> => {
    await tx.$queryRaw`SELECT 1 FROM writeback_operations WHERE id = ${id} FOR UPDATE`;
    const correlationId = outcome.correlationId ?? operation.correlationId;
    if (outcome.kind === "ok") {
      const { pushOperationKey } = outcome.data;
      await tx.writeOperation.update({
        where: { id },
        data: { pushOperationKey, correlationId, error: null },
      });
      await applyNews(tx, id, outcome.data);
      const early = await tx.writebackEarlyNews.findUnique({ where: { pushOperationKey } });
      if (early) {
        await applyNews(tx, id, early.news as News);
        await tx.writebackEarlyNews.delete({ where: { pushOperationKey } });
      }
      return { kind: "sent" };
    }
    const words = wordsFor(outcome);
    if (next.do === "hold") {
      await tx.writeOperation.update({
        where: { id },
        data: {
          state: "FAILED",
          error: words,
          validation: outcome.kind === "rejected" ? outcome.validation : [],
          correlationId,
          answeredAt: now(),
        },
      });
      return { kind: "refused", words, code: next.code };
    }
    if (next.do === "search") {
      await tx.writeOperation.update({
        where: { id },
        data: { state: "UNKNOWN", error: words, correlationId },
      });
      return { kind: "sent" };
    }
    const afterMs = next.do === "resend" ? next.afterMs : 0;
    const fresh = next.do === "resend" && next.key === "new";
    // Nothing was done under this key, so the next try may be built anew.
    const data = fresh ? { state: "READY" as const, idempotencyKey: null, keyIssuedAt: null } : {};
    await tx.writeOperation.update({ where: { id }, data: { ...data, error: words, correlationId } });
    return { kind: "again", afterMs };
  });
}

function wordsFor(outcome: Exclude<Outcome<unknown>, { kind: "ok" }>): string {
  if (outcome.kind === "rate-limited") return "The accounting service asked us to wait.";
  if (outcome.kind === "rejected")
    return wordsOf({ error: outcome.sentence, validation: outcome.validation });
  return outcome.sentence;
}
