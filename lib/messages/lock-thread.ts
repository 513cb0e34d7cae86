import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { MessageThread } from "@/prisma/generated/client";

/**
 * A thread, locked until the transaction ends.
 *
 * @param userId when given, another person's thread does not exist
 * @throws DomainError not-found
 */
export async function lockThread(tx: Tx, threadId: string, userId?: string): Promise<MessageThread> {
  await tx.$queryRaw`SELECT 1 FROM message_threads WHERE id = ${threadId} FOR UPDATE`;
  const thread = await tx.messageThread.findFirst({
    where: { id: threadId, ...(userId === undefined ? {} : { userId }) },
  });
  if (!thread) throw new DomainError("not-found", "Message not found.");
  return thread;
}
