import "server-only";
import { inAct } from "@/lib/act-context";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { notify } from "@/lib/notifications/notify";
import type { Approval } from "@/prisma/generated/client";
import { approvalPath } from "./approval-path";
import { payloadHash, type Json } from "./canonical";
import { compareFacts, type Facts } from "./facts";
import type { AnyKind } from "./kind";
import { requirePermissionNow } from "./who-may";

type Decision = { approvalId: string; userId: string; note: string };
export type Kinds = ReadonlyMap<string, AnyKind>;

const executedKey = (approvalId: string) => `approval:${approvalId}`;

/**
 * Approves a proposal and carries it out, in one transaction: both happen or neither. A second click finds it decided.
 *
 * @throws DomainError "not-found"; "wrong-state" once it is decided; "expired"; "not-allowed" for whoever proposed it or is
 *         concerned, and without the permission; "conflict" when the facts are no longer those that were proposed; and whatever
 *         the kind refuses
 */
export async function approve(kinds: Kinds, { approvalId, userId, note }: Decision): Promise<void> {
  await inTransaction(async (tx) => {
    const { approval, kind } = await lockPending(tx, kinds, { approvalId, userId });
    const payload = kind.payload.parse(approval.payload) as Json;
    invariant(payloadHash(payload) === approval.payloadHash, `approval ${approvalId} is what was proposed`);
    if ((await kind.concerns?.(tx, payload))?.includes(userId))
      throw new DomainError("not-allowed", "This is about yourself. Somebody else has to approve it.");
    const facts = compareFacts(approval.shownFacts as unknown as Facts, await kind.facts(tx, payload));
    if (facts.some(({ hasChanged }) => hasChanged))
      throw new DomainError(
        "conflict",
        "What this is about has changed since it was proposed. Compare the two columns; it must be proposed again.",
      );
    const { reason, proposedBy } = approval;
    const decided = {
      approvalId,
      executedKey: executedKey(approvalId),
      reason,
      proposedBy,
      decidedBy: userId,
    };
    await inAct({ approvalId, permission: kind.approve }, async () => {
      await write(tx, approval, { userId, note, state: "APPROVED" });
      await kind.execute(tx, payload, decided);
    });
  });
}

/** Turns a proposal down; nothing happens. @throws DomainError as `approve`, without "conflict" */
export async function reject(kinds: Kinds, { approvalId, userId, note }: Decision): Promise<void> {
  if (note.trim() === "") throw new DomainError("invalid", "Say why you reject it.", "note");
  await inTransaction(async (tx) => {
    const { approval } = await lockPending(tx, kinds, { approvalId, userId });
    await write(tx, approval, { userId, note, state: "REJECTED" });
  });
}

/** Takes one's own proposal back. @throws DomainError "not-found", "wrong-state", "not-allowed" for another person's */
export async function cancelProposal({
  approvalId,
  userId,
}: {
  approvalId: string;
  userId: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const approval = await lock(tx, approvalId);
    if (approval.proposedBy !== userId)
      throw new DomainError("not-allowed", "Only the person who proposed this can cancel it.");
    await write(tx, approval, { userId, note: "", state: "CANCELLED" });
  });
}

async function lockPending(
  tx: Tx,
  kinds: Kinds,
  { approvalId, userId }: { approvalId: string; userId: string },
) {
  const approval = await lock(tx, approvalId);
  const kind = kinds.get(approval.kind);
  invariant(kind, `the kind ${approval.kind} of approval ${approvalId} is known`);
  if (approval.proposedBy === userId)
    throw new DomainError("not-allowed", "Somebody else has to approve this.");
  await requirePermissionNow(tx, { userId, permission: kind.approve });
  return { approval, kind };
}

/** The lock makes a second click wait for the first, and then find what it decided. */
async function lock(tx: Tx, approvalId: string): Promise<Approval> {
  await tx.$queryRaw`SELECT id FROM approvals WHERE id = ${approvalId} FOR UPDATE`;
  const approval = await tx.approval.findUnique({ where: { id: approvalId } });
  if (!approval) throw new DomainError("not-found", "This proposal does not exist.");
  if (approval.state !== "PENDING")
    throw new DomainError(
      "wrong-state",
      `This proposal was already ${STATE_WORDS[approval.state] ?? "decided"}.`,
    );
  if (approval.expiresAt <= now())
    throw new DomainError(
      "expired",
      `This was proposed on ${dayOf(approval.proposedAt)} and expired on ${dayOf(approval.expiresAt)}. It must be proposed again.`,
    );
  return approval;
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  APPROVED: "approved",
  REJECTED: "rejected",
  EXPIRED: "closed because its time was over",
  CANCELLED: "canceled",
};
const ACTIONS = {
  APPROVED: "approval.approve",
  REJECTED: "approval.reject",
  CANCELLED: "approval.cancel",
} as const;
const dayOf = (at: Date) => at.toISOString().slice(0, 10);

async function write(
  tx: Tx,
  approval: Approval,
  { userId, note, state }: { userId: string; note: string; state: "APPROVED" | "REJECTED" | "CANCELLED" },
) {
  const { id, title, subjectType, subjectId, proposedBy } = approval;
  await tx.approval.update({
    where: { id },
    data: {
      ...{ state, note, decidedBy: userId, decidedAt: now() },
      executedKey: state === "APPROVED" ? executedKey(id) : null,
    },
  });
  const on = await businessDate(tx);
  await recordAudit(tx, {
    ...{ actorUserId: userId, action: ACTIONS[state], subjectType, subjectId, businessDate: on },
    detail: { approval: id, title, proposedBy, ...(note && { note }) },
  });
  if (userId === proposedBy) return;
  await notify(tx, {
    ...{ userId: proposedBy, kind: "approval-decided", datedOn: on, href: approvalPath(id) },
    title: `Your proposal was ${STATE_WORDS[state]!}`,
    body: `${title}.${note ? ` ${note}` : ""}`,
  });
}
