import { now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { log } from "@/lib/log";
import { applyNewsByKey, type News } from "./apply-news";
import { newsOf, processWebhook } from "./process-webhook";
import { readMessage } from "./webhook-shapes";

const MOST = 200;

/**
 * Acts on what the inbox holds: on news of writes together in one transaction, on everything else message by message, since Codat
 * is asked about it. Any number of workers may do so at the same time.
 */
export async function processWebhooks(): Promise<void> {
  for (;;) {
    const { taken, others } = await inTransaction(takeNews).catch(async (error: unknown) => {
      log.error({ error }, "Messages of Codat could not be acted on together.");
      const waiting = await received();
      return { taken: waiting.length, others: waiting };
    });
    for (const id of others)
      await processWebhook(id).catch((error: unknown) => {
        log.error({ webhookId: id, error }, "A message of Codat could not be processed.");
      });
    if (taken < MOST) return;
  }
}

/** @returns how many messages were looked at, and which of them are left to be acted on alone */
async function takeNews(tx: Tx): Promise<{ taken: number; others: string[] }> {
  const messages = await tx.$queryRaw<{ id: string; body: string }[]>`
    SELECT id, body FROM writeback_webhooks WHERE status = 'RECEIVED'
    ORDER BY received_at LIMIT ${MOST} FOR UPDATE SKIP LOCKED`;
  const told = messages.flatMap(({ id, body }) => {
    const message = readMessage(body);
    const news = message && newsOf(message);
    return news ? [{ id, ...news }] : [];
  });
  const unknown = await applyNewsByKey(tx, told satisfies { pushOperationKey: string; news: News }[]);
  const done = new Set(told.filter(({ pushOperationKey }) => !unknown.has(pushOperationKey)).map(({ id }) => id));
  if (done.size > 0)
    await tx.writebackWebhook.updateMany({
      where: { id: { in: [...done] } },
      data: { status: "PROCESSED", note: null, processedAt: now() },
    });
  return { taken: messages.length, others: messages.map(({ id }) => id).filter((id) => !done.has(id)) };
}

async function received(): Promise<string[]> {
  const rows = await db.writebackWebhook.findMany({
    where: { status: "RECEIVED" },
    orderBy: { receivedAt: "asc" },
    select: { id: true },
    take: MOST,
  });
  return rows.map(({ id }) => id);
}
