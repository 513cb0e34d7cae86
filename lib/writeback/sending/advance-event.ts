import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { log } from "@/lib/log";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import { applyNewsOf } from "./apply-news";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { checkMapping } from "@/lib/writeback/books/check-mapping";
import type { Claim } from "@/lib/writeback/outbox/claim-events";
import { getPush } from "@/lib/writeback/codat/codat";
import type { Outcome } from "@/lib/writeback/codat/codat-client";
import { finishEvent } from "@/lib/writeback/outbox/finish-event";
import { loadEvent, type LoadedEvent } from "./load-event";
import { nextStep } from "@/lib/writeback/outbox/next-step";
import { optionsFor } from "@/lib/writeback/codat/options-cache";
import { planEvent } from "./plan-event";
import { DATA_TYPE, postingsOf } from "./prepare-operation";
import { releaseEvent } from "@/lib/writeback/outbox/release-event";
import { resetOperation } from "@/lib/writeback/outbox/reset-operation";
import { pollWaitMs } from "@/lib/writeback/outbox/retry-policy";
import { searchOperation } from "./search-operation";
import { resendOperation, sendOperation, type Sent } from "./send-operation";
import { hold, refuseEvent, stopEvent, type Went } from "./stop-event";
import type { Destination } from "@/lib/writeback/books/target";

const MAPPING_FRESH_MS = 10 * 60_000; // a sync of the books in between makes it stale at once: see process-webhook.ts
const LATER_MS = 30_000;
const AGAIN_MS = 1000;
const MOST_STEPS = 12; // three operations, each sent, polled and looked for

/** Takes one leased event as far as it can go now, and gives the lease back with the time of its next step. */
export async function advanceEvent({ eventId, borrowerId }: Claim): Promise<void> {
  const caller: Caller = { borrowerId, eventId, isBackground: true };
  let went: Went = "at-once";
  let seenNextAt: Date | null = null;
  try {
    for (let step = 0; step < MOST_STEPS && went === "at-once"; step++) {
      const loaded = await loadEvent(eventId);
      seenNextAt = loaded.event.nextAt;
      went = await takeStep(caller, loaded);
    }
  } catch (error) {
    log.error({ eventId: String(eventId), error }, "An event could not be written to the borrower's books.");
    went = { afterMs: LATER_MS, isTry: true };
  }
  const isOver = went === "over";
  const { afterMs, isTry = false } = typeof went === "string" ? { afterMs: 0 } : went;
  const nextAt = isOver ? null : new Date(now().getTime() + afterMs);
  await releaseEvent({ eventId, seenNextAt, nextAt, isTry });
}

async function takeStep(caller: Caller, { event, operations, destination }: LoadedEvent): Promise<Went> {
  if (event.state !== "QUEUED" && event.state !== "WRITING") return "over";
  if (!destination || destination.connection.status !== "Linked" || !destination.mapping.isOn)
    return { afterMs: LATER_MS };
  const { isFeedPaused } = destination.connection;
  const step = nextStep(operations, { instant: now(), isFeedPaused });
  switch (step.do) {
    case "plan":
      return plan(event);
    case "finish":
      return finish(event);
    case "wait-for-feed":
      await db.writeEvent.update({ where: { id: event.id }, data: { isFeedWaiting: true } });
      return { afterMs: 0 };
    case "send":
      return send(caller, event, step.operation, destination);
    case "resend":
      return after(caller, event, step.operation, await resendOperation(caller, step.operation, event.tries));
    case "poll":
      return poll(caller, event, step.operation, destination);
    case "search":
      return search(caller, event, step.operation, destination);
    case "stop":
      return stopEvent(
        caller,
        event,
        operations.find(({ state }) => state === "FAILED")!,
        destination,
      );
  }
}

async function plan(event: WriteEvent): Promise<Went> {
  if (postingsOf(event).length === 0) return finish(event);
  await planEvent(event);
  return "at-once";
}

async function finish(event: WriteEvent): Promise<Went> {
  await finishEvent(event.id);
  return "over";
}

async function send(
  caller: Caller,
  event: WriteEvent,
  operation: WriteOperation,
  destination: Destination,
): Promise<Went> {
  const { mapping, rules, place, feedPlace, target } = destination;
  const checkedMs = mapping.checkedAt?.getTime() ?? 0;
  if (now().getTime() - checkedMs > MAPPING_FRESH_MS) {
    const check = await checkMapping({ borrowerId: event.borrowerId, caller });
    if (check.kind === "later") return { afterMs: check.afterSeconds * 1000 };
    if (check.kind === "problem") return hold(event, "needs-mapping", check.words);
  }
  if (rules.refusal) return hold(event, "pre-flight", rules.refusal);
  const isFeed = operation.kind === "FEED_LINES";
  const options = await optionsFor(
    caller,
    isFeed ? feedPlace : place,
    DATA_TYPE[operation.kind],
    isFeed ? target.lenderSourceId : null,
  );
  if (options.kind === "not-found")
    return hold(
      event,
      "pre-flight",
      `${rules.name} does not accept this type of record (${DATA_TYPE[operation.kind]}).`,
    );
  if (options.kind === "rate-limited") return { afterMs: pauseMs(options) };
  if (options.kind !== "ok") return { afterMs: LATER_MS, isTry: true };
  const sent = await sendOperation(caller, { event, operation, destination, model: options.data });
  return after(caller, event, operation, sent);
}

async function after(
  caller: Caller,
  event: WriteEvent,
  operation: WriteOperation,
  sent: Sent,
): Promise<Went> {
  if (sent.kind === "again") return { afterMs: sent.afterMs, isTry: true };
  if (sent.kind === "unfit") return hold(event, "pre-flight", sent.words);
  if (sent.kind === "refused") {
    if (sent.code === "key-reused") return hold(event, "key-reused", sent.words);
    return refuseEvent(caller, event, operation.id, sent.words);
  }
  return sent.isPending ? { afterMs: pollWaitMs(0) } : "at-once";
}

async function poll(
  caller: Caller,
  event: WriteEvent,
  operation: WriteOperation,
  destination: Destination,
): Promise<Went> {
  const key = operation.pushOperationKey!;
  const outcome = await ask(
    { ...caller, operationId: operation.id },
    getPush(destination.place.companyId, key),
  );
  if (outcome.kind === "ok") {
    await applyNewsOf(key, outcome.data);
    if (outcome.data.status !== "Pending" && outcome.data.status !== "Unknown") return "at-once";
  }
  if (outcome.kind === "rate-limited") return { afterMs: pauseMs(outcome) };
  return { afterMs: pollWaitMs(event.tries + 1), isTry: true };
}

/** Where all of us have to wait, nothing is taken up in the meantime: see budget.ts. */
function pauseMs({ isForAll, retryAfterSeconds }: Extract<Outcome<never>, { kind: "rate-limited" }>): number {
  return isForAll ? AGAIN_MS : retryAfterSeconds * 1000;
}

async function search(
  caller: Caller,
  event: WriteEvent,
  operation: WriteOperation,
  destination: Destination,
): Promise<Went> {
  if (operation.state === "SENDING")
    await db.writeOperation.updateMany({
      where: { id: operation.id, state: "SENDING" },
      data: { state: "UNKNOWN" },
    });
  const found = await searchOperation(
    { ...caller, operationId: operation.id },
    { event, operation, destination },
  );
  if (found.kind === "found") return "at-once";
  if (found.kind === "not-yet") return { afterMs: found.afterMs, isTry: true };
  if (found.kind === "undecided") return hold(event, "unknown-outcome", found.words);
  await inTransaction((tx) => resetOperation(tx, operation.id, "UNKNOWN"));
  return "at-once";
}
