import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { submitPaymentOrder } from "./submit-payment-order";

const AT_ONCE = 8;

/**
 * Hands over every order that is still ours. One that fails is left for the next time and does not hold up the others.
 *
 * @returns how many were handed over
 */
export async function submitWaiting(): Promise<number> {
  const waiting = await db.paymentOrder.findMany({
    where: { status: "CREATED" },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  let failed = 0;
  const queue = waiting.values();
  const work = async () => {
    for (const { id } of queue) {
      await submitPaymentOrder(id).catch((error: unknown) => {
        failed += 1;
        log.error({ paymentOrderId: id, error }, "A payment order could not be handed to the bank.");
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, work));
  return waiting.length - failed;
}
