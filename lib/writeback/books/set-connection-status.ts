import { now } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import type { ConnectionStatus } from "@/lib/writeback/codat/codat-shapes";
import { tellOwner } from "@/lib/writeback/outbox/hold-event";
import { wakeDrain } from "@/lib/writeback/outbox/wake-drain";

/**
 * Writes down what a connection is now. Losing it stops all writing of this borrower and notifies the owner; having it again lets
 * everything go on, in order.
 */
export async function setConnectionStatus(
  { borrowerId, connectionId }: { borrowerId: string; connectionId: string },
  status: ConnectionStatus,
  problem: string | null,
): Promise<void> {
  await inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ status: string; connection_id: string | null }[]>`
      SELECT status, connection_id FROM writeback_connections WHERE borrower_id = ${borrowerId} FOR UPDATE`;
    // News of a connection that another one has replaced, and a word that we do not know, change nothing.
    if (!row || row.connection_id !== connectionId || status === "Unknown") return;
    const isNews = row.status !== status;
    await tx.writebackConnection.update({
      where: { borrowerId },
      data: {
        status,
        problem: status === "Linked" ? null : problem,
        ...(isNews ? { statusChangedAt: now() } : {}),
      },
    });
    if (!isNews) return;
    if (status === "Linked") await wakeDrain(tx, borrowerId);
    if (status === "Deauthorized")
      await tellOwner(tx, borrowerId, {
        kind: "writeback-disconnected",
        title: "Your accounting software revoked our access",
        body: "Reconnect it to have your loan written to your books. Entries are kept until then.",
      });
  });
}
