import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { ask, type Caller } from "./ask";
import { recheckMapping } from "./check-mapping";
import { getFeedMappings } from "./codat";
import { lenderStatusOf, type LenderStatus } from "./lender-status";
import { placeOf } from "./target";
import { wakeDrain } from "./wake-drain";

/**
 * Looks whether the lender account's feed is connected to the books by now, and keeps the account's id there: the one that
 * transfers and direct costs name.
 */
export async function refreshLenderAccount({
  borrowerId,
  caller = { borrowerId, isBackground: false },
}: {
  borrowerId: string;
  caller?: Caller;
}): Promise<{ status: LenderStatus }> {
  const connection = await db.writebackConnection.findUnique({ where: { borrowerId } });
  const mapping = await db.writebackMapping.findUnique({ where: { borrowerId } });
  const place = connection && placeOf(connection);
  if (!place || !mapping?.lenderSourceId) return { status: "none" };
  const feedPlace = connection.feedConnectionId
    ? { ...place, connectionId: connection.feedConnectionId }
    : place;
  const outcome = await ask(caller, getFeedMappings(feedPlace));
  if (outcome.kind !== "ok") return { status: lenderStatusOf(mapping.lenderStatus) };
  const row = outcome.data.find(({ sourceAccountId }) => sourceAccountId === mapping.lenderSourceId);
  if (!row) return { status: lenderStatusOf(mapping.lenderStatus) };
  const status = lenderStatusOf(row.status);
  const targetId = row.targetAccountId;
  const isDone = status === "connected" && targetId !== null;
  await inTransaction(async (tx) => {
    await tx.writebackMapping.updateMany({
      where: { borrowerId, lenderSourceId: mapping.lenderSourceId },
      data: {
        lenderStatus: status,
        ...(isDone && mapping.lenderTargetId !== targetId
          ? { lenderTargetId: targetId, version: { increment: 1 }, checkedAt: null }
          : {}),
        ...(isDone && row.targetAccountName ? { lenderName: row.targetAccountName } : {}),
        updatedAt: now(),
      },
    });
    if (isDone) await wakeDrain(tx, borrowerId);
  });
  if (isDone) await recheckMapping({ borrowerId, caller });
  return { status };
}
