import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import type { WriteOperation } from "@/prisma/generated/client";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { push } from "@/lib/writeback/codat/codat";
import type { Outcome } from "@/lib/writeback/codat/codat-client";
import type { PushOperation } from "@/lib/writeback/codat/codat-shapes";
import { markSending, type Letter } from "./mark-sending";
import { recordAnswer, wordsFor } from "./record-answer";
import { afterPost, type PostOutcome } from "@/lib/writeback/outbox/retry-policy";

export type Sent =
  | { kind: "sent"; isPending: boolean } // its state says what came of it
  | { kind: "again"; afterMs: number }
  | { kind: "unfit"; words: string } // never left the house
  | { kind: "refused"; words: string; code: "rejected" | "key-reused" };

const FEED_BUSY_MS = 1000;

/** Builds the request of an operation, writes it down, and only then sends it. */
export async function sendOperation(caller: Caller, letter: Letter): Promise<Sent> {
  const marked = await markSending(letter);
  if (marked.kind === "marked")
    return exchange(caller, marked.operation, { tries: letter.event.tries, isFirst: true });
  if (marked.kind === "feed-busy") return { kind: "again", afterMs: FEED_BUSY_MS };
  if (marked.kind === "stale") return { kind: "again", afterMs: 0 };
  if (marked.kind === "skipped") return { kind: "sent", isPending: false };
  return marked.kind === "taken" ? { kind: "sent", isPending: true } : marked;
}

/** Sends what was sent before: the same bytes under the same key, which Codat answers with its first answer. */
export async function resendOperation(
  caller: Caller,
  operation: WriteOperation,
  tries: number,
): Promise<Sent> {
  const again = await db.writeOperation.update({
    where: { id: operation.id },
    data: { attempts: { increment: 1 }, requestedAt: now() },
  });
  // One from the settings page is written down before its first attempt is counted; any other was sent when it was.
  return exchange(caller, again, { tries, isFirst: again.attempts === 1 });
}

async function exchange(
  caller: Caller,
  operation: WriteOperation,
  { tries, isFirst }: { tries: number; isFirst: boolean },
): Promise<Sent> {
  const { id, path, request, idempotencyKey, keyIssuedAt, attempts } = operation;
  if (!path || !request || !idempotencyKey || !keyIssuedAt)
    throw new Error(`Operation ${id} has no request.`);
  const outcome = await ask({ ...caller, operationId: id }, push(path, request, idempotencyKey));
  const next = afterPost(postOutcome(outcome), {
    tries: tries + 1,
    keyAgeMs: now().getTime() - keyIssuedAt.getTime(),
    isFirst,
    isSearchable: operation.eventId !== null,
  });
  const state = await recordAnswer({ operationId: id, attempt: attempts, outcome, next });
  if (outcome.kind === "ok" || state === "SUCCESS") return { kind: "sent", isPending: state === "PENDING" };
  if (next.do === "hold") return { kind: "refused", words: wordsFor(outcome), code: next.code };
  if (next.do === "search") return { kind: "sent", isPending: false };
  return { kind: "again", afterMs: next.do === "resend" ? next.afterMs : 0 };
}

function postOutcome(outcome: Outcome<PushOperation>): PostOutcome {
  if (outcome.kind === "ok") return { kind: "accepted" };
  if (outcome.kind === "rate-limited")
    return { kind: "rate-limited", retryAfterSeconds: outcome.isForAll ? 1 : outcome.retryAfterSeconds };
  if (outcome.kind === "rejected" || outcome.kind === "not-found") return { kind: "refused" };
  return { kind: outcome.kind };
}
