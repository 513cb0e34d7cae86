import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { notifyAdministrators } from "@/lib/notifications/notify";
import { lockThread } from "./lock-thread";

/**
 * A person adds to their own thread, which opens it again.
 *
 * @throws DomainError not-found when it is another person's
 */
export async function replyToThread({
  threadId,
  userId,
  body,
}: {
  threadId: string;
  userId: string;
  body: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const { name, subject } = await lockThread(tx, threadId, userId);
    const on = await businessDate(tx);
    await tx.message.create({ data: { threadId, authorUserId: userId, body, writtenOn: toDbDate(on) } });
    await tx.messageThread.update({
      where: { id: threadId },
      data: { state: "OPEN", lastMessageOn: toDbDate(on) },
    });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "message.reply",
      subjectType: "message-thread",
      subjectId: threadId,
      detail: { subject },
      businessDate: on,
    });
    await notifyAdministrators(tx, {
      kind: "message-received",
      title: `Reply from ${name}`,
      body: subject,
      href: `/admin/messages/${threadId}`,
      datedOn: on,
    });
  });
}
