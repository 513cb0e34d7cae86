// Looks for a record whose fate is unknown, before anything is sent again: in Codat's history of operations, and in the books.
import { setTimeout as sleep } from "node:timers/promises";
import { fromDbDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { env } from "@/lib/env";
import type { WriteEvent, WriteOperation } from "@/prisma/generated/client";
import { applyNews, applyNewsOf } from "./apply-news";
import { ask, type Caller } from "./ask";
import {
  getDataStatus,
  getFeedMappings,
  getPush,
  listDirectCosts,
  listDirectIncomes,
  listPushes,
  listTransfers,
  refresh,
} from "./codat";
import { condition } from "./codat-query";
import { findDirectCost, findTransfer, feedVerdict, type Wanted } from "./find-record";
import { DATA_TYPE } from "./prepare-operation";
import type { Destination } from "./target";

export type Searched =
  | { kind: "found" }
  | { kind: "not-yet"; afterMs: number } // ask again: it may still appear
  | { kind: "absent" } // it may be sent again, under a new key
  | { kind: "undecided"; words: string };

const MINUTE_MS = 60_000;
const HISTORY_SLACK_MS = 2 * MINUTE_MS;
const AGAIN_MS = [5, 15, 30, 60].map((seconds) => seconds * 1000);
const SYNC_WAITS_MS = [200, 300, 500, 1000, 2000, 3000, 3000];

type Found = { event: WriteEvent; operation: WriteOperation; destination: Destination };

/**
 * One round of looking. Until the grace period since the last request is over, "not there" only means "not there yet": a record
 * that timed out is sometimes written after all.
 */
export async function searchOperation(caller: Caller, subject: Found): Promise<Searched> {
  const { operation, event } = subject;
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
  if (verdict.kind === "later") return { kind: "not-yet", afterMs: verdict.afterMs };
  const graceEndsAt =
    (operation.requestedAt ?? operation.createdAt).getTime() + env.CODAT_RESEND_AFTER_MINUTES * MINUTE_MS;
  const leftMs = graceEndsAt - now().getTime();
  if (leftMs > 0)
    return { kind: "not-yet", afterMs: Math.min(leftMs, AGAIN_MS[event.tries] ?? 5 * MINUTE_MS) };
  return verdict.kind === "undecided" ? verdict : { kind: "absent" };
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
  | { kind: "absent" }
  | { kind: "later"; afterMs: number }
  | { kind: "undecided"; words: string };

/** The balance of the feed tells: after our lines it is what our last line said. */
async function searchFeed(caller: Caller, { operation, destination }: Found): Promise<Verdict> {
  const outcome = await ask(caller, getFeedMappings(destination.feedPlace));
  if (outcome.kind !== "ok") return { kind: "later", afterMs: 5000 };
  const row = outcome.data.find(({ sourceAccountId }) => sourceAccountId === operation.feedAccountId);
  const verdict = feedVerdict(operation, row?.sourceBalance ?? null);
  if (verdict === "written") return { kind: "found", recordId: operation.recordId };
  if (verdict === "not-written") return { kind: "absent" };
  const words =
    "Whether the bank feed lines arrived cannot be told from the books. Look at the lender account there, then retry or mark this as done by hand.";
  return { kind: "undecided", words };
}

async function searchBooks(caller: Caller, { event, operation, destination }: Found): Promise<Verdict> {
  const { place, target } = destination;
  const dataType = DATA_TYPE[operation.kind];
  if (!(await synced(caller, destination, dataType))) return { kind: "later", afterMs: 5000 };
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
    const outcome = isTransfer
      ? await ask(caller, listTransfers(place, query))
      : await ask(caller, listDirectCosts(place, query));
    if (outcome.kind !== "ok") return { kind: "later", afterMs: 5000 };
    const { results, total } = outcome.data;
    const recordId = isTransfer
      ? findTransfer(results as never, wanted)
      : findDirectCost(results as never, wanted);
    if (recordId) return { kind: "found", recordId };
    if (results.length === 0 || page * 500 >= total)
      return isTransfer ? { kind: "absent" } : searchIncomes(caller, destination, wanted, date);
  }
}

/** A direct cost below zero may have become income over there, with its sign turned. */
async function searchIncomes(
  caller: Caller,
  destination: Destination,
  wanted: Wanted,
  date: string,
): Promise<Verdict> {
  const sent = JSON.parse(wanted.request) as { totalAmount?: number };
  if (sent.totalAmount === undefined || sent.totalAmount >= 0) return { kind: "absent" };
  if (!(await synced(caller, destination, "directIncomes"))) return { kind: "later", afterMs: 5000 };
  const outcome = await ask(
    caller,
    listDirectIncomes(destination.place, { parts: [condition("issueDate", ">=", date)] }),
  );
  if (outcome.kind === "not-found") return { kind: "absent" };
  if (outcome.kind !== "ok") return { kind: "later", afterMs: 5000 };
  const mirrored = outcome.data.results.map((income) => ({
    ...income,
    amount: income.amount === null ? null : -Math.abs(income.amount),
  }));
  const recordId = findDirectCost(mirrored, wanted);
  return recordId ? { kind: "found", recordId } : { kind: "absent" };
}

/** Has the books read again, and waits a little until they were. */
async function synced(caller: Caller, { place }: Destination, dataType: string): Promise<boolean> {
  const before = await lastSync(caller, place.companyId, dataType);
  const asked = await ask(caller, refresh(place, dataType));
  if (asked.kind !== "ok") return false; // one is under way: it may have begun before our write
  for (const waitMs of SYNC_WAITS_MS) {
    await sleep(waitMs);
    const after = await lastSync(caller, place.companyId, dataType);
    if (after && after.status === "Complete" && after.lastSuccessfulSync !== before?.lastSuccessfulSync)
      return true;
  }
  return false;
}

async function lastSync(caller: Caller, companyId: string, dataType: string) {
  const outcome = await ask(caller, getDataStatus(companyId));
  return outcome.kind === "ok" ? (outcome.data[dataType] ?? null) : null;
}
