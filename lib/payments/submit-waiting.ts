import { chunksOf } from "@/lib/chunks";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { applyProviderStates } from "./apply-provider-state";
import type { ProviderState } from "./provider";
import { claim, handOver } from "./submit-payment-order";

/** Calls to the bank at a time. */
const AT_ONCE = 8;
/** How many are handed over before what the bank said of them is written down. What is lost in between is looked up. */
const BATCH = 100;

/** What this process is handing over. Only to spare the bank a question: what another process does is found out at the bank. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Hands over every order that is still ours, or those of them that were made before a date. One that fails is left for the next
 * time and does not hold up the others.
 *
 * @returns how many were handed over
 */
export async function submitWaiting({ madeBefore }: { madeBefore?: IsoDate } = {}): Promise<number> {
  const waiting = await db.paymentOrder.findMany({
    where: { status: "CREATED", ...(madeBefore ? { createdOn: { lt: toDbDate(madeBefore) } } : {}) },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  const errors = await submitInBatches(waiting.map(({ id }) => id));
  return waiting.length - errors.length;
}

/**
 * Hands these over, as far as they are still ours.
 *
 * @throws the first reason why one of them could not be handed over, once the others are: the job comes again for it
 */
export async function submitPaymentOrders(ids: string[]): Promise<void> {
  const errors = await submitInBatches(ids);
  if (errors.length > 0) throw errors[0];
}

/** @returns why some could not be handed over */
async function submitInBatches(ids: string[]): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const batch of chunksOf(ids, BATCH)) {
    while (batch.some((id) => underWay.has(id)))
      await Promise.allSettled(batch.map((id) => underWay.get(id)));
    const work = submitBatch(batch);
    for (const id of batch) underWay.set(id, work);
    try {
      errors.push(...(await work));
    } finally {
      for (const id of batch) underWay.delete(id);
    }
  }
  return errors;
}

async function submitBatch(ids: string[]): Promise<unknown[]> {
  const orders = await claim(ids);
  const states: ProviderState[] = [];
  const errors: unknown[] = [];
  const queue = orders.values();
  const work = async () => {
    for (const order of queue) {
      try {
        const state = await handOver(order);
        if (state) states.push(state);
      } catch (error) {
        errors.push(error);
        log.error({ paymentOrderId: order.id, error }, "A payment order could not be submitted to the bank.");
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, orders.length) }, work));
  await applyProviderStates(states, "ours");
  return errors;
}
