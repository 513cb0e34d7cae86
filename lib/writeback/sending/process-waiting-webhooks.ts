import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { processNews } from "./process-news";
import { processWebhook } from "./process-webhook";

const OLD_MS = 30_000;
const MOST = 50; // the outbox waits in the meantime

/** Acts on messages whose own job died with its worker. Acting twice is acting once. */
export async function processWaitingWebhooks(olderThanMs = OLD_MS): Promise<void> {
  const waiting = await db.writebackWebhook.findMany({
    where: {
      status: { in: ["RECEIVED", "FAILED"] },
      receivedAt: { lt: new Date(now().getTime() - olderThanMs) },
    },
    orderBy: { receivedAt: "asc" },
    select: { id: true },
    take: MOST,
  });
  if (waiting.length > 0) await processNews();
  for (const { id } of waiting) {
    await processWebhook(id).catch((error: unknown) => {
      log.error({ webhookId: id, error }, "A message from Codat could not be processed.");
    });
  }
}
