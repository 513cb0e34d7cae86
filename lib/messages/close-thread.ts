import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { lockThread } from "./lock-thread";

/**
 * Staff close a thread that needs nothing more. A reply opens it again.
 *
 * @throws DomainError not-found; wrong-state when it is closed already
 */
export async function closeThread({
  threadId,
  staffUserId,
}: {
  threadId: string;
  staffUserId: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const { state, subject } = await lockThread(tx, threadId);
    if (state === "CLOSED")
      throw new DomainError("wrong-state", "This conversation is already closed. Reload the page.");
    await tx.messageThread.update({ where: { id: threadId }, data: { state: "CLOSED" } });
    await recordAudit(tx, {
      actorUserId: staffUserId,
      action: "message.close",
      subjectType: "message-thread",
      subjectId: threadId,
      detail: { subject },
      businessDate: await businessDate(tx),
    });
  });
}
