// Asks the provider about everything that can still change, and so heals whatever a lost webhook would have told.
import { addDays, fromDbDate, toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import type { PaymentDirection, PaymentStatus } from "@/prisma/generated/client";
import { applyProviderStates } from "./apply-provider-state";
import { OPEN_STATUSES } from "./payment-statuses";
import { fetchState, listOrders, listSettledExpectations, type ProviderState } from "./provider";

const FEW = 20; // up to here one call an order is no more than the pages would cost
const RETURN_DAYS = 60; // how long a consumer's bank may send an ACH payment back
const SLACK_DAYS = 7; // the provider may date an order otherwise than we do

type News = { known: { status: PaymentStatus }; state: ProviderState };
type Open = { providerId: string; direction: PaymentDirection; status: PaymentStatus; createdOn: Date };

/**
 * Brings open orders up to date. With nothing open, and without a completed ACH order that could still come back, it
 * makes no call at all.
 *
 * @param withReturns false leaves out the completed orders, when they were asked about a moment ago
 * @returns how many orders changed
 */
export async function pollPayments({ withReturns = true } = {}): Promise<number> {
  const open = await listOpen();
  const incoming = open.filter((order) => order.direction === "INCOMING");
  const outgoing = open.filter((order) => order.direction !== "INCOMING");
  const changed = (await pollOrders(outgoing)) + (await pollExpectations(incoming));
  return changed + (withReturns ? await pollReturns() : 0);
}

async function listOpen(): Promise<Open[]> {
  const orders = await db.paymentOrder.findMany({
    where: { status: { in: ["EXPECTED", ...OPEN_STATUSES] }, providerId: { not: null } },
    orderBy: { number: "asc" },
    select: { providerId: true, direction: true, status: true, createdOn: true },
  });
  return orders.map((order) => ({ ...order, providerId: order.providerId! }));
}

async function pollOrders(open: Open[]): Promise<number> {
  if (open.length <= FEW) return fetchEach(open);
  const missing = byProviderId(open);
  const oldest = open.reduce(
    (date, order) => (order.createdOn < date ? order.createdOn : date),
    open[0]!.createdOn,
  );
  const news: News[] = [];
  for await (const state of listOrders({ since: addDays(fromDbDate(oldest), -SLACK_DAYS) })) {
    const known = missing.get(state.providerId);
    if (!known) continue;
    missing.delete(state.providerId);
    news.push({ known, state });
    if (missing.size === 0) break;
  }
  return (await applyNews(news)) + (await fetchEach([...missing.values()]));
}

async function pollExpectations(open: Open[]): Promise<number> {
  if (open.length <= FEW) return fetchEach(open);
  const waiting = byProviderId(open);
  const news: News[] = [];
  for await (const state of listSettledExpectations()) {
    const known = waiting.get(state.providerId);
    if (known) news.push({ known, state });
  }
  return applyNews(news);
}

/** An ACH payment can come back long after it was completed; those that did are few, so one page tells them all. */
async function pollReturns(): Promise<number> {
  const since = addDays(await businessDate(), -RETURN_DAYS);
  const where = { status: "COMPLETED", rail: "ACH", settledOn: { gte: toDbDate(since) } } as const;
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
    select: { providerId: true },
  });
  const unheard = new Set(stillCompleted.map((order) => order.providerId));
  const known = { status: "COMPLETED" } as const;
  return applyNews(
    states.filter(({ providerId }) => unheard.has(providerId)).map((state) => ({ known, state })),
  );
}

async function fetchEach(open: Open[]): Promise<number> {
  const news: News[] = [];
  for (const known of open) {
    const state = await fetchState(known.providerId, known.direction);
    if (state) news.push({ known, state });
  }
  return applyNews(news);
}

/** Most orders are as we knew them: only the others are worth a transaction. */
async function applyNews(news: News[]): Promise<number> {
  const states = news.filter(({ known, state }) => known.status !== state.status).map(({ state }) => state);
  return (await applyProviderStates(states, "poll")).filter((applied) => applied === "changed").length;
}

function byProviderId(open: Open[]): Map<string, Open> {
  return new Map(open.map((order) => [order.providerId, order]));
}
