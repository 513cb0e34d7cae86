// Asks the provider about everything that can still change, and so heals whatever a lost webhook would have told.
import { addDays, fromDbDate, toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import type { PaymentDirection, PaymentStatus } from "@/prisma/generated/client";
import { applyProviderState } from "./apply-provider-state";
import { OPEN_STATUSES } from "./payment-statuses";
import { fetchState, listOrders, listSettledExpectations, type ProviderState } from "./provider";

const FEW = 20; // up to here one call an order is no more than the pages would cost
const RETURN_DAYS = 60; // how long a consumer's bank may send an ACH payment back
const SLACK_DAYS = 7; // the provider may date an order otherwise than we do

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
  let changed = 0;
  for await (const state of listOrders({ since: addDays(fromDbDate(oldest), -SLACK_DAYS) })) {
    const order = missing.get(state.providerId);
    if (!order) continue;
    missing.delete(state.providerId);
    changed += await applyNews(order, state);
    if (missing.size === 0) break;
  }
  return changed + (await fetchEach([...missing.values()]));
}

async function pollExpectations(open: Open[]): Promise<number> {
  if (open.length <= FEW) return fetchEach(open);
  const waiting = byProviderId(open);
  let changed = 0;
  for await (const state of listSettledExpectations()) {
    const order = waiting.get(state.providerId);
    if (order) changed += await applyNews(order, state);
  }
  return changed;
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
  const news = new Set(stillCompleted.map((order) => order.providerId));
  let changed = 0;
  for (const state of states.filter(({ providerId }) => news.has(providerId))) {
    changed += await applyNews({ status: "COMPLETED" }, state);
  }
  return changed;
}

async function fetchEach(open: Open[]): Promise<number> {
  let changed = 0;
  for (const order of open) {
    const state = await fetchState(order.providerId, order.direction);
    if (state) changed += await applyNews(order, state);
  }
  return changed;
}

/** Most orders are as we knew them: only the others are worth a transaction. */
async function applyNews(known: { status: PaymentStatus }, state: ProviderState): Promise<number> {
  if (known.status === state.status) return 0;
  return (await applyProviderState(state, "poll")) === "changed" ? 1 : 0;
}

function byProviderId(open: Open[]): Map<string, Open> {
  return new Map(open.map((order) => [order.providerId, order]));
}
