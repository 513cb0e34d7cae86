// Looks for a record whose fate is unknown, before anything is sent again: in Codat's history of operations, and in the books.
import { fromDbDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { env } from "@/lib/env";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import { applyNews, applyNewsOf } from "./apply-news";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import type { Outcome } from "@/lib/writeback/codat/codat-client";
import {
  getFeedMappings,
  getPush,
  listDirectCosts,
  listDirectIncomes,
  listPushes,
  listTransfers,
} from "@/lib/writeback/codat/codat";
import { condition } from "@/lib/writeback/records/codat-query";
import { findDirectCost, findTransfer, feedVerdict, type Wanted } from "./find-record";
import { DATA_TYPE } from "./prepare-operation";
import { keepMemory, memoryOf, syncBooks, type SearchMemory } from "@/lib/writeback/books/sync-books";
import type { Destination } from "@/lib/writeback/books/target";

export type Searched =
  | { kind: "found" }
  | { kind: "not-yet"; afterMs: number } // ask again: it may still appear
  | { kind: "absent" } // it may be sent again, under a new key
  | { kind: "undecided"; words: string };

const MINUTE_MS = 60_000;
const HISTORY_SLACK_MS = 2 * MINUTE_MS;
const AGAIN_MS = [5, 15, 30, 60].map((seconds) => seconds * 1000);
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;
const MOST_BLIND_ROUNDS = 24; // an hour and a half and more in which the books could not be read

type Found = { event: WriteEvent; operation: WriteOperation; destination: Destination };
type Search = Found & { memory: SearchMemory };

/**
 * One round of looking. Until the grace period since the last request is over, "not there" only means "not there yet": a record
 * that timed out is sometimes written after all.
 */
export async function searchOperation(caller: Caller, found: Found): Promise<Searched> {
  const { operation, event } = found;
  const subject: Search = { ...found, memory: memoryOf(operation) };
  if (await foundByKey(caller, subject)) return { kind: "found" };
  const verdict =
    operation.kind === "FEED_LINES" ? await searchFeed(caller, subject) : await searchBooks(caller, subject);
  if (verdict.kind === "found") {
    await inTransaction((tx) =>
      applyNews(tx, [
        {
          operationId: operation.id,
          news: { status: "Success", recordId: verdict.recordId, error: null, validation: [] },
        },
      ]),
    );
    return { kind: "found" };
  }
  const graceEndsAt =
    (operation.requestedAt ?? operation.createdAt).getTime() + env.CODAT_RESEND_AFTER_MINUTES * MINUTE_MS;
  if (verdict.kind === "later") return unread(subject, graceEndsAt);
  if (operation.search !== null || Object.keys(subject.memory.syncs).length > 0)
    await keepMemory(operation.id, { ...subject.memory, blindRounds: 0, syncs: {} });
  // What was read before the grace period was over does not say what was there at its end.
  const leftMs = graceEndsAt - verdict.asOf.getTime();
  if (leftMs > 0)
    return { kind: "not-yet", afterMs: Math.min(leftMs, AGAIN_MS[event.tries] ?? LONGEST_PAUSE_MS) };
  return verdict.kind === "undecided" ? verdict : { kind: "absent" };
}

/** A round in which the books could not be read: tried again less and less often, and not forever. */
async function unread({ operation, memory }: Search, graceEndsAt: number): Promise<Searched> {
  const blindRounds = memory.blindRounds + 1;
  await keepMemory(operation.id, { ...memory, blindRounds });
  if (blindRounds >= MOST_BLIND_ROUNDS && now().getTime() >= graceEndsAt)
    return {
      kind: "undecided",
      words:
        "We could not read the books, so we don't know whether this was written. Check the books, then retry or mark this as entered by hand.",
    };
  return { kind: "not-yet", afterMs: AGAIN_MS[blindRounds - 1] ?? LONGEST_PAUSE_MS };
}

/** By its push operation: the one we know, or the one of the history that can only be ours. */
async function foundByKey(caller: Caller, { operation, destination }: Found): Promise<boolean> {
  const { companyId } = destination.place;
  const key = operation.pushOperationKey ?? (await keyFromHistory(caller, { operation, destination }));
  if (!key) return false;
  const outcome = await ask(caller, getPush(companyId, key));
  if (outcome.kind !== "ok") return false;
  await applyNewsOf(key, outcome.data);
  const { state } = await db.writeOperation.findUniqueOrThrow({ where: { id: operation.id } });
  return state !== "UNKNOWN";
}

async function keyFromHistory(
  caller: Caller,
  { operation, destination }: Pick<Found, "operation" | "destination">,
) {
  const { place, feedPlace } = destination;
  const { connectionId } = operation.kind === "FEED_LINES" ? feedPlace : place;
  const outcome = await ask(
    caller,
    listPushes(place.companyId, { pageSize: 100, orderBy: "-requestedOnUtc" }),
  );
  if (outcome.kind !== "ok") return null;
  const since = (operation.keyIssuedAt ?? operation.createdAt).getTime() - HISTORY_SLACK_MS;
  const candidates = outcome.data.results.filter(
    (each) =>
      each.dataType === DATA_TYPE[operation.kind] &&
      (each.connectionId === null || each.connectionId === connectionId) &&
      (each.requestedAt === null || asInstant(each.requestedAt) >= since),
  );
  const ours = await db.writeOperation.findMany({
    where: { pushOperationKey: { in: candidates.map(({ pushOperationKey }) => pushOperationKey) } },
    select: { pushOperationKey: true },
  });
  const taken = new Set(ours.map(({ pushOperationKey }) => pushOperationKey));
  const free = candidates.filter(({ pushOperationKey }) => !taken.has(pushOperationKey));
  const lost = await db.writeOperation.count({
    where: {
      borrowerId: operation.borrowerId,
      kind: operation.kind,
      pushOperationKey: null,
      state: { in: ["SENDING", "UNKNOWN"] },
    },
  });
  // History does not say what was in a request: with more than one to choose from, the books must tell.
  if (free.length !== 1 || lost !== 1) return null;
  const key = free[0]!.pushOperationKey;
  await db.writeOperation.update({ where: { id: operation.id }, data: { pushOperationKey: key } });
  return key;
}

/** Codat's instants are UTC, with or without the letter that says so. */
function asInstant(text: string): number {
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
}

type Verdict =
  | { kind: "found"; recordId: string | null }
  | { kind: "absent"; asOf: Date }
  | { kind: "later" } // it could not be looked up
  | { kind: "undecided"; words: string; asOf: Date };

/** The balance of the feed decides: after our lines it is what our last line said. */
async function searchFeed(caller: Caller, { operation, destination }: Found): Promise<Verdict> {
  const asOf = now();
  const outcome = await ask(caller, getFeedMappings(destination.feedPlace));
  if (outcome.kind !== "ok") return { kind: "later" };
  const row = outcome.data.find(({ sourceAccountId }) => sourceAccountId === operation.feedAccountId);
  const verdict = feedVerdict(operation, row?.sourceBalance ?? null);
  if (verdict === "written") return { kind: "found", recordId: operation.recordId };
  if (verdict === "not-written") return { kind: "absent", asOf };
  const words =
    "The books do not show whether the bank feed lines arrived. Check the lender account there, then retry or mark this as entered by hand.";
  return { kind: "undecided", words, asOf };
}

async function searchBooks(caller: Caller, search: Search): Promise<Verdict> {
  const { event, operation, destination } = search;
  const { place, target } = destination;
  const asOf = await syncBooks(caller, { ...search, place }, DATA_TYPE[operation.kind]);
  if (!asOf) return { kind: "later" };
  const date = fromDbDate(event.occurredOn);
  const taken = await db.writeOperation.findMany({
    where: { borrowerId: event.borrowerId, kind: operation.kind, recordId: { not: null } },
    select: { recordId: true },
  });
  const wanted: Wanted = {
    request: operation.request ?? "{}",
    reference: event.reference,
    taken: new Set(taken.map(({ recordId }) => recordId!)),
    lenderTargetId: target.lenderTargetId,
  };
  const isTransfer = operation.kind === "TRANSFER";
  for (let page = 1; ; page++) {
    const query = { parts: [condition(isTransfer ? "date" : "issueDate", ">=", date)], page };
    const looked = isTransfer
      ? lookThrough(await ask(caller, listTransfers(place, query)), page, (all) => findTransfer(all, wanted))
      : lookThrough(await ask(caller, listDirectCosts(place, query)), page, (all) =>
          findDirectCost(all, wanted),
        );
    if (!looked) return { kind: "later" };
    if (looked.recordId) return { kind: "found", recordId: looked.recordId };
    if (looked.isLast)
      return isTransfer ? { kind: "absent", asOf } : searchIncomes(caller, search, { wanted, date, asOf });
  }
}

/** What one page of records has; null when it could not be read. */
function lookThrough<Item>(
  outcome: Outcome<{ results: Item[]; total: number }>,
  page: number,
  find: (records: Item[]) => string | null,
): { recordId: string | null; isLast: boolean } | null {
  if (outcome.kind === "not-found") return { recordId: null, isLast: true }; // of this kind the books have nothing
  if (outcome.kind !== "ok") return null;
  const { results, total } = outcome.data;
  return { recordId: find(results), isLast: results.length === 0 || page * 500 >= total };
}

/** A direct cost below zero may have become income over there, with its sign turned. */
async function searchIncomes(
  caller: Caller,
  search: Search,
  { wanted, date, asOf }: { wanted: Wanted; date: string; asOf: Date },
): Promise<Verdict> {
  const { place } = search.destination;
  const sent = JSON.parse(wanted.request) as { totalAmount?: number };
  if (sent.totalAmount === undefined || sent.totalAmount >= 0) return { kind: "absent", asOf };
  if (!(await syncBooks(caller, { ...search, place }, "directIncomes"))) return { kind: "later" };
  const outcome = await ask(
    caller,
    listDirectIncomes(place, { parts: [condition("issueDate", ">=", date)] }),
  );
  if (outcome.kind === "not-found") return { kind: "absent", asOf };
  if (outcome.kind !== "ok") return { kind: "later" };
  const mirrored = outcome.data.results.map((income) => ({
    ...income,
    amount: income.amount === null ? null : -Math.abs(income.amount),
  }));
  const recordId = findDirectCost(mirrored, wanted);
  return recordId ? { kind: "found", recordId } : { kind: "absent", asOf };
}
