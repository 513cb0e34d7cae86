import { randomUUID } from "node:crypto";
import { businessDate, now } from "@/lib/clock";
import { coalesce } from "@/lib/coalesce";
import { inTransaction, type Tx } from "@/lib/db";
import { toMoney } from "@/lib/money/money";
import { Prisma, type WriteEvent, type WriteOperation } from "@/prisma/generated/client";
import { lockOperations, saveOperations } from "@/lib/writeback/outbox/operation-rows";
import type { OptionModel } from "@/lib/writeback/records/preflight";
import { feedsSoFar, prepareOperation, type FeedSoFar } from "./prepare-operation";
import type { Target } from "@/lib/writeback/records/record-bodies";
import type { Destination } from "@/lib/writeback/books/target";

export type Letter = {
  event: WriteEvent;
  operation: WriteOperation;
  destination: Destination;
  model: OptionModel | null;
};

export type Marked =
  | { kind: "marked"; operation: WriteOperation }
  | { kind: "taken" } // somebody else has sent it in the meantime
  | { kind: "stale" } // the settings have changed since the letter was begun
  | { kind: "feed-busy" }
  | { kind: "skipped"; operation: WriteOperation } // the platform will never take it: platforms.ts
  | { kind: "unfit"; words: string }; // it must not leave the house

/**
 * Writes down the exact request of an operation with its key, before it is sent: whoever finds the operation later knows that it
 * may have been sent, and with what.
 */
export const markSending = coalesce((letters: readonly Letter[]) => inTransaction((tx) => mark(tx, letters)));

async function mark(tx: Tx, letters: readonly Letter[]): Promise<Marked[]> {
  const settings = await lockSettings(tx, letters);
  const feeds = await findFeeds(tx, letters);
  const today = await businessDate(tx);
  const rows = await lockOperations(
    tx,
    letters.map(({ operation }) => operation.id),
  );
  const marked = letters.map((letter): Marked => {
    const operation = rows.get(letter.operation.id);
    if (operation?.state !== "READY") return { kind: "taken" };
    if (isStale(letter, settings.get(letter.event.borrowerId))) return { kind: "stale" };
    const feed = feedOf(letter, feeds);
    return feed === "busy" ? { kind: "feed-busy" } : write({ ...letter, operation }, feed, today);
  });
  await saveOperations(
    tx,
    marked.flatMap((each) => (each.kind === "marked" || each.kind === "skipped" ? [each.operation] : [])),
  );
  return marked;
}

function write(
  { event, operation, destination, model }: Letter,
  feed: FeedSoFar | null,
  today: string,
): Marked {
  const prepared = prepareOperation({ event, kind: operation.kind, destination, model, feed, today });
  const { problems } = prepared;
  if (problems.length > 0) {
    const words = [...new Set(problems.map(({ sentence }) => sentence))].join(" ");
    // Only bank feed lines have an age limit, and the records themselves are in the books before them.
    return problems.every(({ isForGood }) => isForGood)
      ? { kind: "skipped", operation: { ...operation, state: "SKIPPED", error: words, answeredAt: now() } }
      : { kind: "unfit", words };
  }
  return {
    kind: "marked",
    operation: {
      ...operation,
      state: "SENDING",
      path: prepared.path,
      request: prepared.request,
      feedAmount: prepared.feedAmount && new Prisma.Decimal(toMoney(prepared.feedAmount)),
      feedAccountId: prepared.feedAccountId,
      connectionId: destination.place.connectionId,
      mappingVersion: destination.mapping.version,
      idempotencyKey: operation.idempotencyKey ?? randomUUID(),
      keyIssuedAt: operation.keyIssuedAt ?? now(),
      attempts: operation.attempts + 1,
      requestedAt: now(),
      answeredAt: null,
    },
  };
}

type Settings = Target & { borrowerId: string; isOn: boolean };

/**
 * What counts is the settings as they are now, not as they were when the event was taken up: whoever changes them waits for this
 * lock, so that nothing goes to an account, or out of the product, after a person was notified that it does not.
 */
async function lockSettings(tx: Tx, letters: readonly Letter[]): Promise<ReadonlyMap<string, Settings>> {
  const borrowers = [...new Set(letters.map(({ event }) => event.borrowerId))];
  const rows = await tx.$queryRaw<Settings[]>`
    SELECT borrower_id AS "borrowerId", is_on AS "isOn", deposit_id AS "depositId", expense_id AS "expenseId",
           supplier_id AS "supplierId", lender_source_id AS "lenderSourceId", lender_target_id AS "lenderTargetId"
      FROM writeback_mappings WHERE borrower_id = ANY (${borrowers}) ORDER BY borrower_id FOR UPDATE`;
  return new Map(rows.map((row) => [row.borrowerId, row]));
}

function isStale({ destination: { target } }: Letter, settings: Settings | undefined): boolean {
  if (!settings?.isOn) return true;
  return (Object.keys(target) as (keyof Target)[]).some((card) => target[card] !== settings[card]);
}

type Feeds = Map<string, FeedSoFar | "busy">;

/**
 * Each line carries the balance after it, so the lines of one account go one after the other; the lock on the settings keeps it
 * so between workers. Lines that wait for a person, or that a person has dealt with, do not hold up the others.
 */
async function findFeeds(tx: Tx, letters: readonly Letter[]): Promise<Feeds> {
  const lines = letters.filter(({ operation }) => operation.kind === "FEED_LINES");
  if (lines.length === 0) return new Map();
  const accounts = lines.map(({ destination }) => destination.target.lenderSourceId as string);
  const underWay = await tx.writeOperation.findMany({
    where: {
      feedAccountId: { in: accounts },
      state: { in: ["SENDING", "PENDING", "UNKNOWN"] },
      event: { state: { in: ["QUEUED", "WRITING"] } },
    },
    select: { feedAccountId: true },
  });
  const feeds: Feeds = new Map(await feedsSoFar(tx, accounts));
  for (const { feedAccountId } of underWay) feeds.set(feedAccountId!, "busy");
  return feeds;
}

/** Of one account the first lines of the batch go, the others after them. */
function feedOf({ operation, destination }: Letter, feeds: Feeds): FeedSoFar | "busy" | null {
  if (operation.kind !== "FEED_LINES") return null;
  const account = destination.target.lenderSourceId;
  const feed = feeds.get(account) ?? "busy";
  feeds.set(account, "busy");
  return feed;
}
