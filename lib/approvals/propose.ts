import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate, now } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { listWhoMay } from "@/lib/identity/staff-queries";
import { newId } from "@/lib/ids";
import { notifyEach } from "@/lib/notifications/notify";
import { approvalPath } from "./approval-path";
import { payloadHash, type Json } from "./canonical";
import { compareFacts, type Facts } from "./facts";
import type { ApprovalKind } from "./kind";
import { requirePermissionNow } from "./who-may";

const HOUR_MS = 3_600_000;
const MONEY_HOURS = 72;
const OTHER_HOURS = 14 * 24;

/**
 * Proposes something that another person decides. Nothing happens and nothing is reserved until then.
 *
 * @param shown what the proposer saw, where the page showed figures; when they are no longer true, the proposal is refused
 * @throws DomainError as the kind's facts; "not-allowed" for what is about the proposer; "conflict" when the figures have changed;
 *         "already-exists" while another proposal about the same waits
 */
export async function propose<Payload extends Json>(
  kind: ApprovalKind<Payload>,
  wish: { payload: Payload; reason: string; userId: string; shown?: Facts },
): Promise<{ approvalId: string }> {
  const { payload, reason, userId, shown } = wish;
  return inTransaction(async (tx) => {
    await requirePermissionNow(tx, { userId, permission: kind.propose });
    if ((await kind.concerns?.(tx, payload))?.includes(userId))
      throw new DomainError("not-allowed", "This is about yourself. Somebody else has to propose it.");
    const facts = await kind.facts(tx, payload);
    if (shown && compareFacts(shown, facts).some(({ hasChanged }) => hasChanged))
      throw new DomainError(
        "conflict",
        `The figures have changed: ${inWords(facts)}. Review them and propose again.`,
      );
    const { type: subjectType, id: subjectId } = kind.subject(payload);
    const title = await kind.title(tx, payload);
    const on = await businessDate(tx);
    const at = now();
    const hours = kind.isMoney ? MONEY_HOURS : OTHER_HOURS;
    // One whose time is over makes room for a new one, whether or not the worker has come by.
    await tx.approval.updateMany({
      where: { kind: kind.name, subjectId, state: "PENDING", expiresAt: { lte: at } },
      data: { state: "EXPIRED", decidedAt: at },
    });
    const id = newId("apr");
    const { count } = await tx.approval.createMany({
      data: [
        {
          ...{ id, kind: kind.name, subjectType, subjectId, title, reason },
          payload: payload as object,
          payloadHash: payloadHash(payload),
          shownFacts: [...facts],
          proposedBy: userId,
          proposedAt: at,
          proposedOn: toDbDate(on),
          expiresAt: new Date(at.getTime() + hours * HOUR_MS),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0)
      throw new DomainError(
        "already-exists",
        "The same was already proposed and waits for a decision.",
        undefined,
        {
          href: "/admin/approvals",
          label: "Open approvals",
        },
      );
    await recordAudit(tx, {
      ...{ actorUserId: userId, action: "approval.propose", subjectType, subjectId, businessDate: on },
      detail: { approval: id, title, reason },
    });
    const approvers = await listWhoMay(tx, kind.approve);
    await notifyEach(
      tx,
      approvers
        .filter((approver) => approver !== userId)
        .map((approver) => ({
          ...{ userId: approver, kind: "approval-waiting" as const, datedOn: on },
          title: "An approval is waiting",
          body: `${title}. ${reason}`,
          href: approvalPath(id),
        })),
    );
    return { approvalId: id };
  });
}

const inWords = (facts: Facts) =>
  facts.map(({ label, value }) => `${label.toLowerCase()} ${value}`).join(", ");
