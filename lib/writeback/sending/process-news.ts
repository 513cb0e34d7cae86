import { now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { log } from "@/lib/log";
import { applyNewsByKey } from "./apply-news";
import { newsOf, processWebhook } from "./process-webhook";
import { readMessage } from "@/lib/writeback/codat/webhook-shapes";

const MOST = 200;

/**
 * Acts on the news of writes that the inbox holds, together in one transaction. Any number of workers may do so at the same time.
 * What cannot be acted on so is acted on alone.
 */
export async function processNews(): Promise<void> {
  for (;;) {
    const { taken, left } = await inTransaction(takeNews).catch(async (error: unknown) => {
      log.error({ error }, "A batch of Codat messages could not be processed together.");
      const ids = (await received(db)).map(({ id }) => id);
      return { taken: ids.length, left: ids };
    });
    for (const id of left)
      await processWebhook(id).catch((error: unknown) => {
        log.error({ webhookId: id, error }, "A message from Codat could not be processed.");
      });
    if (taken < MOST) return;
  }
}

/** @returns how many messages were looked at, and which of them are of operations that we do not know yet */
async function takeNews(tx: Tx): Promise<{ taken: number; left: string[] }> {
  const messages = await received(tx);
  const told = messages.flatMap(({ id, body }) => {
    const message = readMessage(body);
    const news = message && newsOf(message);
    return news ? [{ id, ...news }] : [];
  });
  const unknown = await applyNewsByKey(tx, told);
  const done = new Set(
    told.flatMap(({ id, pushOperationKey }) => (unknown.has(pushOperationKey) ? [] : [id])),
  );
  await tx.writebackWebhook.updateMany({
    where: { id: { in: [...done] } },
    data: { status: "PROCESSED", note: null, processedAt: now() },
  });
  return { taken: messages.length, left: messages.flatMap(({ id }) => (done.has(id) ? [] : [id])) };
}

async function received(tx: Tx): Promise<{ id: string; body: string }[]> {
  return tx.$queryRaw`
    SELECT id, body FROM writeback_webhooks
    WHERE status = 'RECEIVED' AND shape = 'current' AND event_type LIKE '%.write.%'
    ORDER BY received_at LIMIT ${MOST} FOR UPDATE SKIP LOCKED`;
}
