import { randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { fromDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ask, askOrRefuse, refusal, type Caller } from "@/lib/writeback/codat/ask";
import { CURRENCY } from "@/lib/money/currency";
import { requireReady } from "./choices";
import {
  createConnection,
  createSourceAccount,
  getConnection,
  getFeedMappings,
  mapFeed,
  stableKey,
  type Place,
} from "@/lib/writeback/codat/codat";
import type { LenderSourceId, LenderTargetId } from "@/lib/writeback/records/ids";
import { LENDER_ACCOUNT_NAME } from "@/lib/writeback/records/lender";
import type { LenderStatus } from "@/lib/writeback/records/lender-status";
import { findLeftBehind, requireConfirmed } from "./left-behind";
import { rulesOf } from "@/lib/writeback/records/platforms";
import { refreshLenderAccount } from "./refresh-lender-account";
import { lockMapping } from "./save-mapping";

type Wish = {
  borrowerId: string;
  actorUserId: string;
  version: number;
  choiceId?: string | null;
  /** The person has read what a change leaves behind on the old account. */
  isConfirmed?: boolean;
};

/**
 * Makes the lender account: a bank feed of ours, and in the books an account that it goes to, an existing one or a new one of the
 * platform's making. Every step may be repeated: the source account has its id before it is asked for. One that works stays in its
 * place until the new one is connected, so that a refusal, or a death between two steps, takes nothing away.
 *
 * @throws DomainError conflict when `version` is not the newest; invalid (field choiceId) when the account cannot be used;
 *   invalid (field confirmed) when records stay on the account so far and nobody has said that this is meant
 */
export async function createLenderAccount({
  borrowerId,
  actorUserId,
  version,
  choiceId = null,
  isConfirmed = false,
}: Wish): Promise<{ status: LenderStatus; linkUrl: string | null }> {
  const { connection, mapping, place } = await requireReady(borrowerId);
  if (mapping.depositId !== null && choiceId === mapping.depositId)
    throw new DomainError(
      "invalid",
      "The lender account must be different from the deposit account.",
      "choiceId",
    );
  const caller: Caller = { borrowerId, isBackground: false };
  const sourceId = await claimSource({ borrowerId, actorUserId, version, choiceId, isConfirmed });
  const separateKey = rulesOf(connection.platformKey).feed.separateKey;
  const feedPlace = separateKey ? await ensureFeedConnection(caller, place, separateKey) : place;
  await ensureSource(caller, feedPlace, sourceId);
  if (separateKey) return finishElsewhere(caller, feedPlace, sourceId);
  await mapTo(caller, feedPlace, sourceId, choiceId as LenderTargetId | null);
  await markAccepted(borrowerId, sourceId);
  return { ...(await refreshLenderAccount({ borrowerId, caller })), linkUrl: null };
}

/**
 * The id of the feed's account, written down before anything is made of it. A feed that works is kept for the account that it goes
 * to: a new one for the same account would begin at zero.
 */
async function claimSource({
  borrowerId,
  actorUserId,
  version,
  choiceId,
  isConfirmed = false,
}: Wish): Promise<LenderSourceId> {
  return inTransaction(async (tx) => {
    const mapping = await lockMapping(tx, borrowerId, version);
    const { lenderSourceId, lenderTargetId, nextSourceId } = mapping;
    const isSame = lenderTargetId !== null && choiceId === lenderTargetId;
    const left = isSame ? null : await findLeftBehind(tx, borrowerId);
    const confirmed = requireConfirmed("lender", mapping, left, isConfirmed);
    const unused = nextSourceId ?? (lenderTargetId === null ? lenderSourceId : null);
    const sourceId = (isSame ? lenderSourceId : (unused ?? newId("lender"))) as LenderSourceId;
    await tx.writebackMapping.update({
      where: { borrowerId },
      data: {
        ...(isSame ? { nextSourceId: null, nextStatus: null } : { nextSourceId: sourceId }),
        version: { increment: 1 },
      },
    });
    await recordAudit(tx, {
      actorUserId,
      action: "writeback-mapping.create-lender-account",
      subjectType: "writeback-mapping",
      subjectId: borrowerId,
      detail: { before: mapping.lenderName, sourceId, choiceId: choiceId ?? "new", ...confirmed },
      businessDate: await businessDate(tx),
    });
    return sourceId;
  });
}

/** From now on the page shows its progress. */
async function markAccepted(borrowerId: string, sourceId: LenderSourceId): Promise<void> {
  await db.writebackMapping.updateMany({
    where: { borrowerId, nextSourceId: sourceId },
    data: { nextStatus: "connecting" },
  });
}

async function ensureFeedConnection(caller: Caller, place: Place, platformKey: string): Promise<Place> {
  const borrowerId = caller.borrowerId!;
  const { feedConnectionId } = await db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } });
  if (feedConnectionId) return { ...place, connectionId: feedConnectionId };
  const created = await askOrRefuse(caller, createConnection(place.companyId, platformKey, randomUUID()));
  const { count } = await db.writebackConnection.updateMany({
    where: { borrowerId, feedConnectionId: null },
    data: { feedConnectionId: created.id, feedStatus: created.status },
  });
  return count === 1
    ? { ...place, connectionId: created.id }
    : ensureFeedConnection(caller, place, platformKey);
}

/** Making the same source account twice is an error there, so it is looked for first. */
async function ensureSource(caller: Caller, feedPlace: Place, sourceId: LenderSourceId): Promise<void> {
  const known = await ask(caller, getFeedMappings(feedPlace));
  if (known.kind === "ok" && known.data.some(({ sourceAccountId }) => sourceAccountId === sourceId)) return;
  const account = { id: sourceId, name: LENDER_ACCOUNT_NAME, currency: CURRENCY };
  const outcome = await ask(
    caller,
    createSourceAccount(feedPlace, account, stableKey(`source:${feedPlace.connectionId}:${sourceId}`)),
  );
  if (outcome.kind !== "ok") throw refusal(outcome);
}

async function mapTo(
  caller: Caller,
  feedPlace: Place,
  sourceId: LenderSourceId,
  targetId: LenderTargetId | null,
): Promise<void> {
  // Early enough for a back-fill of what happened before.
  const oldest = await db.writeEvent.aggregate({
    where: { borrowerId: caller.borrowerId! },
    _min: { occurredOn: true },
  });
  const feedStartOn = oldest._min.occurredOn ? fromDbDate(oldest._min.occurredOn) : await businessDate();
  const outcome = await ask(caller, mapFeed(feedPlace, { sourceId, targetId, feedStartOn }, randomUUID()));
  if (outcome.kind === "rejected")
    throw new DomainError(
      "invalid",
      `This account cannot be used. The accounting software responded: ${outcome.sentence} Choose another account, or have a new one created.`,
      "choiceId",
    );
  if (outcome.kind !== "ok") throw refusal(outcome);
  if (outcome.data.error)
    throw new DomainError(
      "invalid",
      `This account cannot be used. The accounting software responded: ${outcome.data.error}`,
      "choiceId",
    );
}

/** QuickBooks and Sage: the borrower chooses the account over there, on a page of theirs. */
async function finishElsewhere(
  caller: Caller,
  feedPlace: Place,
  sourceId: LenderSourceId,
): Promise<{ status: LenderStatus; linkUrl: string | null }> {
  const borrowerId = caller.borrowerId!;
  await markAccepted(borrowerId, sourceId);
  const { status } = await refreshLenderAccount({ borrowerId, caller });
  if (status === "connected") return { status, linkUrl: null };
  const connection = await askOrRefuse(caller, getConnection(feedPlace));
  return { status: "connecting", linkUrl: connection.linkUrl };
}
