import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import { applyNewsByKey } from "./apply-news";
import { ask, type Caller } from "./ask";
import { checkMapping } from "./check-mapping";
import { getPush } from "./codat";
import { holdEvent } from "./hold-event";
import { nextStep } from "./next-step";
import { optionsFor } from "./options-cache";
import { DATA_TYPE, postingsOf } from "./prepare-operation";
import { refreshConnection } from "./refresh-connection";
import { resetOperation } from "./reset-operation";
import { pollWaitMs } from "./retry-policy";
import { searchOperation } from "./search-operation";
import { resendOperation, sendOperation, type Sent } from "./send-operation";
import { findDestination, type Destination } from "./target";

const MAPPING_FRESH_MS = 10 * 60_000; // a sync of the books in between makes it stale at once: see process-webhook.ts
const LATER_MS = 30_000;
const MOST_STEPS = 12; // three operations, each sent, polled and looked for

type Loaded = { event: WriteEvent; operations: WriteOperation[] };
/** When to go on; "at-once" while there is something to do now, "over" when the event needs nothing more for the time being. */
type Went = "at-once" | "over" | { afterMs: number; isTry?: boolean };

/** Takes one leased event as far as it can go now, and gives the lease back with the time of its next step. */
export async function advanceEvent({
  eventId,
  borrowerId,
}: {
  eventId: bigint;
  borrowerId: string;
}): Promise<void> {
  const caller: Caller = { borrowerId, eventId, isBackground: true };
  let went: Went = "at-once";
  try {
    for (let step = 0; step < MOST_STEPS && went === "at-once"; step++)
      went = await takeStep(caller, eventId);
  } catch (error) {
    log.error({ eventId: String(eventId), error }, "An event could not be written to the borrower's books.");
    went = { afterMs: LATER_MS, isTry: true };
  }
  const afterMs = typeof went === "string" ? 0 : went.afterMs;
  await db.writeEvent.updateMany({
    where: { id: eventId },
    data: {
      leaseUntil: null,
      ...(went === "over" ? {} : { nextAt: new Date(now().getTime() + afterMs) }),
      ...(typeof went !== "string" && went.isTry ? { tries: { increment: 1 } } : {}),
    },
  });
}

async function takeStep(caller: Caller, eventId: bigint): Promise<Went> {
  const { operations, ...event } = await db.writeEvent.findUniqueOrThrow({
    where: { id: eventId },
    include: { operations: { orderBy: { position: "asc" } } },
  });
  if (event.state !== "QUEUED" && event.state !== "WRITING") return "over";
  const destination = await findDestination(db, event.borrowerId);
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
      await db.writeEvent.update({ where: { id: eventId }, data: { isFeedWaiting: true } });
      return { afterMs: 0 };
    case "send":
      return send(caller, { event, operations }, step.operation, destination);
    case "resend":
      return after(caller, event, step.operation, await resendOperation(caller, step.operation, event.tries));
    case "poll":
      return poll(caller, event, step.operation, destination);
    case "search":
      return search(caller, event, step.operation, destination);
    case "stop":
      return stop(
        caller,
        event,
        operations.find(({ state }) => state === "FAILED")!,
      );
  }
}

async function plan(event: WriteEvent): Promise<Went> {
  const postings = postingsOf(event);
  await inTransaction(async (tx) => {
    const { count } = await tx.writeEvent.updateMany({
      where: { id: event.id, state: "QUEUED" },
      data: { state: "WRITING" },
    });
    if (count === 0) return;
    await tx.writeOperation.createMany({
      data: postings.map(({ kind }, position) => ({
        id: newId("wbo"),
        borrowerId: event.borrowerId,
        eventId: event.id,
        position,
        kind,
      })),
      skipDuplicates: true,
    });
  });
  return postings.length === 0 ? finish(event) : "at-once";
}

async function finish(event: WriteEvent): Promise<Went> {
  await db.writeEvent.updateMany({
    where: { id: event.id, state: { in: ["QUEUED", "WRITING"] } },
    data: { state: "DONE", doneAt: now(), isFeedWaiting: false, tries: 0 },
  });
  return "over";
}

async function send(
  caller: Caller,
  { event }: Loaded,
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
      `${rules.name} does not take records of this kind (${DATA_TYPE[operation.kind]}).`,
    );
  if (options.kind !== "ok")
    return {
      afterMs: options.kind === "rate-limited" ? options.retryAfterSeconds * 1000 : LATER_MS,
      isTry: true,
    };
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
    return refused(caller, event, operation.id, sent.words);
  }
  const { state } = await db.writeOperation.findUniqueOrThrow({ where: { id: operation.id } });
  return state === "PENDING" ? { afterMs: pollWaitMs(0) } : "at-once";
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
    await applyNewsByKey(key, outcome.data);
    if (outcome.data.status !== "Pending" && outcome.data.status !== "Unknown") return "at-once";
  }
  if (outcome.kind === "rate-limited") return { afterMs: outcome.retryAfterSeconds * 1000 };
  return { afterMs: pollWaitMs(event.tries + 1), isTry: true };
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

/** An operation has failed, by an answer or by the news of it. Failure webhooks carry no reasons, so those are fetched. */
async function stop(caller: Caller, event: WriteEvent, operation: WriteOperation): Promise<Went> {
  const { pushOperationKey } = operation;
  const destination = await findDestination(db, event.borrowerId);
  if (pushOperationKey && destination) {
    const outcome = await ask(
      { ...caller, operationId: operation.id },
      getPush(destination.place.companyId, pushOperationKey),
    );
    if (outcome.kind === "ok" && outcome.data.status === "Success") {
      await applyNewsByKey(pushOperationKey, outcome.data);
      return "at-once";
    }
    if (outcome.kind === "ok") await describeFailure(operation, outcome.data);
  }
  const { error } = await db.writeOperation.findUniqueOrThrow({ where: { id: operation.id } });
  return refused(caller, event, operation.id, error ?? "The accounting software gave no reason.");
}

async function describeFailure(
  operation: WriteOperation,
  { error, validation }: { error: string | null; validation: { field: string; message: string }[] },
) {
  if (error === null && validation.length === 0) return;
  const words = validation
    .map(({ field, message }) => (field === "" ? message : `${field}: ${message}`))
    .join(" ");
  await db.writeOperation.update({
    where: { id: operation.id },
    data: { error: words || error, validation },
  });
}

/** Nothing was written. Is it the connection or the mapping that broke, it waits for those; else a person has to look. */
async function refused(caller: Caller, event: WriteEvent, operationId: string, words: string): Promise<Went> {
  const view = await refreshConnection({ borrowerId: event.borrowerId, caller });
  if (view && view.status !== "Linked") {
    await inTransaction((tx) => resetOperation(tx, operationId, "FAILED"));
    return { afterMs: 0 };
  }
  const check = await checkMapping({ borrowerId: event.borrowerId, caller });
  if (check.kind === "problem") {
    await inTransaction((tx) => resetOperation(tx, operationId, "FAILED"));
    return hold(event, "needs-mapping", check.words);
  }
  return hold(event, "rejected", words);
}

async function hold(event: WriteEvent, code: Parameters<typeof holdEvent>[1], words: string): Promise<Went> {
  await holdEvent(event.id, code, words);
  return "over";
}
