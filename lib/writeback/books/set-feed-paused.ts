import { now } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { tellOwner } from "@/lib/writeback/outbox/hold-event";
import { wakeDrain } from "@/lib/writeback/outbox/wake-drain";

/**
 * The feed of the lender account was disconnected in the books, or is back. Without it transfers and costs are still written;
 * only feed lines wait, and go in their order when it is back.
 */
export async function setFeedPaused(
  borrowerId: string,
  { sourceAccountId, isPaused }: { sourceAccountId: string | null; isPaused: boolean },
): Promise<void> {
  await inTransaction(async (tx) => {
    const mapping = await tx.writebackMapping.findUnique({ where: { borrowerId } });
    if (sourceAccountId !== null && mapping?.lenderSourceId !== sourceAccountId) return; // an account of earlier days
    const { count } = await tx.writebackConnection.updateMany({
      where: { borrowerId, isFeedPaused: !isPaused },
      data: { isFeedPaused: isPaused },
    });
    if (count === 0) return;
    if (isPaused) {
      await tellOwner(tx, borrowerId, {
        kind: "writeback-feed-paused",
        title: "The bank feed of your lender account was disconnected",
        body: "Transfers and costs are still written to your books. Reconnect the feed in your accounting software, and its lines will be sent.",
      });
      return;
    }
    await tx.writeEvent.updateMany({
      where: { borrowerId, isFeedWaiting: true },
      data: { isFeedWaiting: false, nextAt: now() },
    });
    await wakeDrain(tx, borrowerId);
  });
}
