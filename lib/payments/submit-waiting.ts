import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { applyProviderStates } from "./apply-provider-state";
import type { ProviderState } from "./provider";
import { claim, handOver } from "./submit-payment-order";

const AT_ONCE = 8;
/** How many are handed over before what the bank said of them is written down. What is lost in between is looked up. */
const BATCH = 100;

/**
 * Hands over every order that is still ours, or those of them that were made before a date. One that fails is left for the next time and does not hold up the others.
 *
 * @returns how many were handed over
 */
export async function submitWaiting({ madeBefore }: { madeBefore?: IsoDate } = {}): Promise<number> {
  const waiting = await db.paymentOrder.findMany({
    where: { status: "CREATED", ...(madeBefore ? { createdOn: { lt: toDbDate(madeBefore) } } : {}) },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  let failed = 0;
  for (let from = 0; from < waiting.length; from += BATCH) {
    failed += await submitBatch(waiting.slice(from, from + BATCH).map(({ id }) => id));
  }
  return waiting.length - failed;
}

/** @returns how many could not be handed over */
async function submitBatch(ids: string[]): Promise<number> {
  const orders = await claim(ids);
  const states: ProviderState[] = [];
  let failed = 0;
  const queue = orders.values();
  const work = async () => {
    for (const order of queue) {
      try {
        const state = await handOver(order);
        if (state) states.push(state);
      } catch (error) {
        failed += 1;
        log.error({ paymentOrderId: order.id, error }, "A payment order could not be submitted to the bank.");
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, orders.length) }, work));
  await applyProviderStates(states, "ours");
  return failed;
}
