import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { notify } from "@/lib/notifications/notify";
import { lockThread } from "./lock-thread";

/**
 * Staff answer. A person with an account is notified and reads it there. For a visitor the answer is kept as the record of what
 * was sent by email: the product itself sends no mail.
 *
 * @throws DomainError not-found
 */
export async function answerThread({
  threadId,
  staffUserId,
  body,
}: {
  threadId: string;
  staffUserId: string;
  body: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const { userId, subject } = await lockThread(tx, threadId);
    const on = await businessDate(tx);
    await tx.message.create({
      data: { threadId, authorUserId: staffUserId, isStaff: true, body, writtenOn: toDbDate(on) },
    });
    await tx.messageThread.update({
      where: { id: threadId },
      data: { state: "ANSWERED", lastMessageOn: toDbDate(on) },
    });
    await recordAudit(tx, {
      actorUserId: staffUserId,
      action: "message.answer",
      subjectType: "message-thread",
      subjectId: threadId,
      detail: { subject },
      businessDate: on,
    });
    if (userId !== null)
      await notify(tx, {
        userId,
        kind: "message-answered",
        title: "We have replied to your message",
        body: subject,
        href: `/settings/messages/${threadId}`,
        datedOn: on,
      });
  });
}
