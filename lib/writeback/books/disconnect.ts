import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { ask, refusal } from "@/lib/writeback/codat/ask";
import { unlinkConnection } from "@/lib/writeback/codat/codat";
import { setConnectionStatus } from "./set-connection-status";
import { placeOf } from "./target";

/**
 * Ends our access to the books. The mapping is kept, so that a new connection continues where this one stopped;
 * nothing is written until then.
 *
 * @throws DomainError wrong-state when there is nothing to disconnect
 */
export async function disconnect({
  borrowerId,
  actorUserId,
}: {
  borrowerId: string;
  actorUserId: string;
}): Promise<void> {
  const row = await db.writebackConnection.findUnique({ where: { borrowerId } });
  const place = row && placeOf(row);
  if (!place || row.status === "Unlinked")
    throw new DomainError("wrong-state", "No accounting software is connected.");
  if (row.status === "Linked") {
    const outcome = await ask({ borrowerId, isBackground: false }, unlinkConnection(place));
    if (outcome.kind !== "ok" && outcome.kind !== "rejected" && outcome.kind !== "not-found")
      throw refusal(outcome);
  }
  await setConnectionStatus({ borrowerId, connectionId: place.connectionId }, "Unlinked", null);
  await inTransaction(async (tx) =>
    recordAudit(tx, {
      actorUserId,
      action: "writeback-connection.disconnect",
      subjectType: "writeback-connection",
      subjectId: borrowerId,
      businessDate: await businessDate(tx),
    }),
  );
}
