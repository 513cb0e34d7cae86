// Asks the provider about everything that can still change, and so heals whatever a lost webhook would have reported.
import { addDays, fromDbDate, toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { PaymentDirection, PaymentStatus } from "@/prisma/generated/client";
import { applyProviderStates, type Heard } from "./apply-provider-state";
import { OPEN_STATUSES } from "./payment-statuses";
import { RETURNABLE_RAILS } from "./rails";
import { UnclearAnswer } from "./provider-answers";
import { fetchState, listOrders, listWaitingExpectations, type ProviderState } from "./provider";

const FEW = 20; // up to here one call an order is no more than the pages would cost
const SLACK_DAYS = 7; // the provider may date an order otherwise than we do

type Known = { number: number; status: PaymentStatus };
type News = { known: Known; state: ProviderState };
type Open = Known & { providerId: string; direction: PaymentDirection; createdOn: Date };

/**
 * Brings open orders up to date. With nothing open, and without a completed order that could still come back, it
 * makes no call at all.
 *
 * @param withReturns false leaves out the completed orders, when they were asked about a moment ago
 * @param heard       acts on what the bank has decided, some orders at a time
 * @returns how many orders changed
 */
export async function pollPayments({
  withReturns = true,
  heard,
}: { withReturns?: boolean; heard?: Heard } = {}): Promise<number> {
  const open = await listOpen();
  const news: News[] = [];
  let changed: number;
  try {
    for await (const each of newsOfOrders(open.filter(({ direction }) => direction !== "INCOMING")))
      news.push(each);
    for await (const each of newsOfExpectations(open.filter(({ direction }) => direction === "INCOMING")))
      news.push(each);
  } finally {
    changed = await applyNews(news, heard); // also what was heard before the bank stopped answering
  }
  return changed + (withReturns ? await pollReturns(heard) : 0);
}

async function listOpen(): Promise<Open[]> {
  const orders = await db.paymentOrder.findMany({
    where: { status: { in: ["EXPECTED", ...OPEN_STATUSES] }, providerId: { not: null } },
    orderBy: { number: "asc" },
    select: { number: true, providerId: true, direction: true, status: true, createdOn: true },
  });
  return orders.map((order) => ({ ...order, providerId: order.providerId! }));
}

async function* newsOfOrders(open: Open[]): AsyncGenerator<News> {
  if (open.length <= FEW) return yield* fetchEach(open);
  const oldest = open.reduce(
    (date, order) => (order.createdOn < date ? order.createdOn : date),
    open[0]!.createdOn,
  );
  yield* newsFrom(listOrders({ since: addDays(fromDbDate(oldest), -SLACK_DAYS) }), open);
}

/** Those that the bank still waits for are as few as ours; those that it does not, it would have to tell from all of its history. */
async function* newsOfExpectations(open: Open[]): AsyncGenerator<News> {
  if (open.length <= FEW) return yield* fetchEach(open);
  yield* newsFrom(listWaitingExpectations(), open);
}

/** Reads the list until all of them were seen; those that are not in it are asked about one by one. */
async function* newsFrom(list: AsyncIterable<ProviderState>, open: Open[]): AsyncGenerator<News> {
  const missing = new Map(open.map((order) => [order.providerId, order]));
  for await (const state of list) {
    const known = missing.get(state.providerId);
    if (!known) continue;
    missing.delete(state.providerId);
    yield { known, state };
    if (missing.size === 0) return;
  }
  yield* fetchEach([...missing.values()]);
}

async function* fetchEach(open: Open[]): AsyncGenerator<News> {
  for (const known of open) {
    try {
      const state = await fetchState(known.providerId, known.direction);
      if (state) yield { known, state };
    } catch (error) {
      if (!(error instanceof UnclearAnswer)) throw error;
      // Asked again the next time; the others must not wait for it.
      log.error({ providerId: known.providerId, error }, "The bank's response about a payment is unclear.");
    }
  }
}

/** By some rails a payment can come back long after it was completed; those that did are few, so one page has them all. */
async function pollReturns(heard?: Heard): Promise<number> {
  const today = await businessDate();
  const returnable = RETURNABLE_RAILS.map(({ rail, days }) => ({
    rail,
    settledOn: { gte: toDbDate(addDays(today, -days)) },
  }));
  const where = { status: "COMPLETED", OR: returnable } as const;
  const first = await db.paymentOrder.findFirst({
    where,
    orderBy: { createdOn: "asc" },
    select: { createdOn: true },
  });
  if (!first) return 0;
  const states: ProviderState[] = [];
  const filter = { since: addDays(fromDbDate(first.createdOn), -SLACK_DAYS), status: "returned" } as const;
  for await (const state of listOrders(filter)) states.push(state);
  if (states.length === 0) return 0;
  const stillCompleted = await db.paymentOrder.findMany({
    where: { status: "COMPLETED", providerId: { in: states.map((state) => state.providerId) } },
    select: { number: true, status: true, providerId: true },
  });
  const unheard = new Map(stillCompleted.map((order) => [order.providerId, order]));
  return applyNews(
    states.flatMap((state) => {
      const known = unheard.get(state.providerId);
      return known ? [{ known, state }] : [];
    }),
    heard,
  );
}

/** Most orders are as we knew them: only the others are worth a transaction. The bank lists the newest first. */
async function applyNews(news: News[], heard?: Heard): Promise<number> {
  const states = news
    .filter(({ known, state }) => known.status !== state.status)
    .toSorted((a, b) => a.known.number - b.known.number)
    .map(({ state }) => state);
  return (await applyProviderStates(states, "poll", heard)).filter((applied) => applied === "changed").length;
}
