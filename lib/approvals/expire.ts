import "server-only";
import { recordAudits } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { notifyEach } from "@/lib/notifications/notify";
import { approvalPath } from "./approval-path";

type Closed = { id: string; title: string; proposed_by: string; subject_type: string; subject_id: string };

/** Closes every proposal whose time is over, and notifies who proposed it. @returns how many */
export async function expireApprovals(): Promise<number> {
  return inTransaction(async (tx) => {
    const closed = await tx.$queryRaw<Closed[]>`
      UPDATE approvals SET state = 'EXPIRED', decided_at = ${now()}
       WHERE state = 'PENDING' AND expires_at <= ${now()}
      RETURNING id, title, proposed_by, subject_type, subject_id`;
    if (closed.length === 0) return 0;
    const on = await businessDate(tx);
    await recordAudits(
      tx,
      closed.map(({ id, title, subject_type: subjectType, subject_id: subjectId }) => ({
        ...{
          actorUserId: null,
          action: "approval.expire" as const,
          subjectType,
          subjectId,
          businessDate: on,
        },
        detail: { approval: id, title },
      })),
    );
    await notifyEach(
      tx,
      closed.map(({ id, title, proposed_by: userId }) => ({
        ...{ userId, kind: "approval-decided" as const, datedOn: on, href: approvalPath(id) },
        title: "Your proposal has expired",
        body: `${title}. Nobody decided it in time. Propose it again if it is still needed.`,
      })),
    );
    return closed.length;
  });
}

/** Closes what somebody proposed and may no longer stand for: their role was withdrawn or their account suspended. */
export async function cancelProposalsOf(
  tx: Tx,
  { userId, actorUserId }: { userId: string; actorUserId: string | null },
) {
  const closed = await tx.$queryRaw<Closed[]>`
    UPDATE approvals SET state = 'CANCELLED', decided_at = ${now()}, decided_by = ${actorUserId},
           note = 'The access of the person who proposed this has changed.'
     WHERE state = 'PENDING' AND proposed_by = ${userId}
    RETURNING id, title, proposed_by, subject_type, subject_id`;
  if (closed.length === 0) return;
  const on = await businessDate(tx);
  await recordAudits(
    tx,
    closed.map(({ id, title, subject_type: subjectType, subject_id: subjectId }) => ({
      ...{ actorUserId, action: "approval.cancel" as const, subjectType, subjectId, businessDate: on },
      detail: { approval: id, title },
    })),
  );
}
