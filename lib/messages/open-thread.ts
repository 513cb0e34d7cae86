import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { notifyAdministrators } from "@/lib/notifications/notify";
import { TOPICS, type Topic } from "./topics";

export type NewThread = {
  /** Null: a visitor, who is answered by email. */
  userId: string | null;
  name: string;
  email: string;
  topic: Topic;
  subject: string;
  body: string;
  /** A loan of this person, when the message is about one. */
  loanId?: string | undefined;
};

/**
 * A person or a visitor writes to us. The administrators are notified.
 *
 * @throws DomainError not-found when the loan is not this person's
 */
export async function openThread(thread: NewThread): Promise<{ threadId: string }> {
  const { userId, topic, subject, body, loanId, name, email } = thread;
  return inTransaction(async (tx) => {
    if (loanId !== undefined) await refuseUnlessOwn(tx, { userId, loanId });
    const on = await businessDate(tx);
    const { id } = await tx.messageThread.create({
      data: {
        ...{ userId, name, email, topic, subject },
        id: newId("msg"),
        loanId: loanId ?? null,
        openedOn: toDbDate(on),
        lastMessageOn: toDbDate(on),
        messages: { create: { authorUserId: userId, body, writtenOn: toDbDate(on) } },
      },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "message.send",
      subjectType: "message-thread",
      subjectId: id,
      detail: { topic, subject, ...(userId === null && { email }), ...(loanId && { loanId }) },
      businessDate: on,
    });
    await notifyAdministrators(tx, {
      kind: "message-received",
      title: `Message from ${name}: ${TOPICS[topic]}`,
      body: subject,
      href: `/admin/messages/${id}`,
      datedOn: on,
    });
    return { threadId: id };
  });
}

async function refuseUnlessOwn(tx: Tx, { userId, loanId }: { userId: string | null; loanId: string }) {
  const mine = userId && (await tx.loan.count({ where: { id: loanId, borrower: { userId } } }));
  if (!mine) throw new DomainError("not-found", "Loan not found.");
}
