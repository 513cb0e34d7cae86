import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import type { WritebackMapping } from "@/prisma/generated/client";
import { ask, type Caller } from "@/lib/writeback/codat/ask";
import { recheckMapping } from "./check-mapping";
import { getFeedMappings } from "@/lib/writeback/codat/codat";
import type { FeedMapping } from "@/lib/writeback/codat/codat-shapes";
import { LENDER_ACCOUNT_NAME } from "@/lib/writeback/records/lender";
import { lenderStatusOf, shownStatus, type LenderStatus } from "@/lib/writeback/records/lender-status";
import { setFeedPaused } from "./set-feed-paused";
import { placeOf } from "./target";
import { wakeDrain } from "@/lib/writeback/outbox/wake-drain";

/**
 * Looks whether the lender account's feed is connected to the books by now, and keeps the account's id there: the one that
 * transfers and direct costs name. A new lender account takes the place of the old one when its own feed is connected.
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
  if (!place || !(mapping?.lenderSourceId ?? mapping?.nextSourceId)) return { status: "none" };
  const feedPlace = connection.feedConnectionId
    ? { ...place, connectionId: connection.feedConnectionId }
    : place;
  const outcome = await ask(caller, getFeedMappings(feedPlace));
  if (outcome.kind !== "ok") return { status: shownStatus(mapping) };
  const rowOf = (id: string | null) => outcome.data.find(({ sourceAccountId }) => sourceAccountId === id);
  const current = rowOf(mapping.lenderSourceId);
  const next = rowOf(mapping.nextSourceId);
  const isReplaced = next !== undefined && (await replace(mapping, next));
  if (current && !isReplaced) await keep(mapping, current);
  const after = await db.writebackMapping.findUniqueOrThrow({ where: { borrowerId } });
  if (lenderStatusOf(after.lenderStatus) === "connected") await recheckMapping({ borrowerId, caller });
  return { status: shownStatus(after) };
}

const isConnected = ({ status, targetAccountId }: FeedMapping) =>
  lenderStatusOf(status) === "connected" && targetAccountId !== null;

/** Puts the new lender account in the place of the old one. @returns false while it is not connected */
async function replace({ borrowerId, nextSourceId }: WritebackMapping, row: FeedMapping): Promise<boolean> {
  if (!isConnected(row)) {
    await db.writebackMapping.updateMany({
      where: { borrowerId, nextSourceId, nextStatus: { not: null } },
      data: { nextStatus: lenderStatusOf(row.status) },
    });
    return false;
  }
  const { count } = await db.writebackMapping.updateMany({
    where: { borrowerId, nextSourceId },
    data: {
      ...{ lenderSourceId: nextSourceId, lenderTargetId: row.targetAccountId, lenderStatus: "connected" },
      lenderName: row.targetAccountName ?? LENDER_ACCOUNT_NAME,
      ...{ nextSourceId: null, nextStatus: null, version: { increment: 1 }, checkedAt: null },
    },
  });
  if (count === 0) return false;
  // The feed of the old one may have been down.
  await setFeedPaused(borrowerId, { sourceAccountId: nextSourceId, isPaused: false });
  await inTransaction((tx) => wakeDrain(tx, borrowerId));
  return true;
}

/** What is known of the lender account in its place. */
async function keep(mapping: WritebackMapping, row: FeedMapping): Promise<void> {
  const { borrowerId } = mapping;
  const status = lenderStatusOf(row.status);
  const targetId = row.targetAccountId;
  const isDone = isConnected(row);
  await inTransaction(async (tx) => {
    await tx.writebackMapping.updateMany({
      where: { borrowerId, lenderSourceId: mapping.lenderSourceId },
      data: {
        lenderStatus: status,
        // A feed that goes to another account now is for a person to judge: see check-mapping.ts.
        ...(isDone && mapping.lenderTargetId === null
          ? { lenderTargetId: targetId, version: { increment: 1 }, checkedAt: null }
          : {}),
        ...(isDone && row.targetAccountName && (mapping.lenderTargetId ?? targetId) === targetId
          ? { lenderName: row.targetAccountName }
          : {}),
        updatedAt: now(),
      },
    });
    if (isDone) await wakeDrain(tx, borrowerId);
  });
}
