import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { WritebackConnection } from "@/prisma/generated/client";
import { applyNewsOf, type News } from "./apply-news";
import type { Caller } from "@/lib/writeback/codat/ask";
import { endPause, pauseAll } from "@/lib/writeback/codat/budget";
import { forgetOptions } from "@/lib/writeback/codat/options-cache";
import { refreshConnection } from "@/lib/writeback/books/refresh-connection";
import { refreshLenderAccount } from "@/lib/writeback/books/refresh-lender-account";
import { setFeedPaused } from "@/lib/writeback/books/set-feed-paused";
import { readMessage, type CodatMessage } from "@/lib/writeback/codat/webhook-shapes";

type Outcome = { status: "PROCESSED" | "IGNORED"; note: string | null };

const RATE_LIMIT_SECONDS = 15 * 60; // at most; `.reset` ends it

/**
 * Acts on a message of the inbox. Of a write it is believed, since it is signed; of everything else it only says that something
 * happened, and Codat is asked. Messages may come late, twice and in any order.
 *
 * @throws when it could not be processed: the message is marked, and the job comes again
 */
export async function processWebhook(id: string): Promise<void> {
  const row = await db.writebackWebhook.findUnique({ where: { id } });
  if (!row || row.status === "PROCESSED" || row.status === "IGNORED") return;
  try {
    const message = readMessage(row.body);
    const outcome = message ? await act(message) : ignored("The message has an unknown format.");
    await db.writebackWebhook.update({ where: { id }, data: { ...outcome, processedAt: now() } });
  } catch (error) {
    const note = `Processing failed and will be retried: ${error instanceof Error ? error.message : error}`;
    await db.writebackWebhook.update({ where: { id }, data: { status: "FAILED", note } });
    throw error;
  }
}

async function act(message: CodatMessage): Promise<Outcome> {
  if (message.eventType === "client.rateLimit.reached") return done(await pauseAll(RATE_LIMIT_SECONDS));
  if (message.eventType === "client.rateLimit.reset") return done(await endPause());
  const connection = await findConnection(message);
  if (!connection) {
    log.warn(
      { eventType: message.eventType, companyId: message.companyId },
      "A message from Codat names an unknown company.",
    );
    return ignored("It names a company or connection that is not ours.");
  }
  const news = newsOf(message);
  if (news) return ofWrite(news);
  const { borrowerId } = connection;
  const caller: Caller = { borrowerId, isBackground: true };
  if (message.eventType.startsWith("bankFeeds.sourceAccount.")) {
    await setFeedPaused(borrowerId, {
      sourceAccountId: message.sourceAccountId,
      isPaused: message.eventType.endsWith(".disconnected"),
    });
    await refreshLenderAccount({ borrowerId, caller });
    return done();
  }
  // The books were read again: what was chosen may have changed with them.
  if (/^read\.completed/.test(message.eventType) || message.eventType.endsWith(".read.completed"))
    await db.writebackMapping.updateMany({ where: { borrowerId }, data: { checkedAt: null } });
  if (connection.connectionId) forgetOptions(connection.connectionId);
  await db.writebackConnection.update({ where: { borrowerId }, data: { checkedAt: null } });
  await refreshConnection({ borrowerId, caller });
  // A message that comes late says nothing of a connection that has come about since.
  if (message.eventType === "connection.failed" && message.reason)
    await db.writebackConnection.updateMany({
      where: { borrowerId, status: { not: "Linked" } },
      data: { problem: message.reason },
    });
  return done();
}

async function findConnection({
  companyId,
  connectionId,
}: CodatMessage): Promise<WritebackConnection | null> {
  if (connectionId) {
    const byConnection = await db.writebackConnection.findFirst({
      where: { OR: [{ connectionId }, { feedConnectionId: connectionId }] },
    });
    if (byConnection) return byConnection;
  }
  return companyId ? db.writebackConnection.findUnique({ where: { companyId } }) : null;
}

/** What a message says of a write; null when it is about something else. */
export function newsOf({
  pushOperationKey,
  status,
  recordId,
}: CodatMessage): { pushOperationKey: string; news: News } | null {
  if (!pushOperationKey || !status) return null;
  return { pushOperationKey, news: { status, recordId, error: null, validation: [] } };
}

async function ofWrite(told: { pushOperationKey: string; news: News }): Promise<Outcome> {
  const { pushOperationKey, news } = told;
  if (await applyNewsOf(pushOperationKey, news)) return done();
  // Faster than the answer to our own request: kept until that has arrived.
  // The same message may be acted on twice at one moment.
  await db.$executeRaw`
    INSERT INTO writeback_early_news (push_operation_key, news) VALUES (${pushOperationKey}, ${JSON.stringify(news)}::jsonb)
    ON CONFLICT (push_operation_key) DO UPDATE SET news = EXCLUDED.news WHERE EXCLUDED.news ->> 'status' = 'Success'`;
  await applyNewsOf(pushOperationKey, news); // the answer may have arrived just now
  return { status: "PROCESSED", note: "Unknown operation so far; the message is kept for it." };
}

function done(_?: void): Outcome {
  return { status: "PROCESSED", note: null };
}

function ignored(note: string): Outcome {
  return { status: "IGNORED", note };
}
