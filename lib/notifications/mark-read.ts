import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";

/** Marks one note read; marking it twice keeps the first time. */
export async function markRead({ userId, id }: { userId: string; id: string }): Promise<void> {
  const mine = await db.notification.count({ where: { id, userId } });
  if (mine === 0) throw new DomainError("not-found", "Notification not found.");
  await db.notification.updateMany({ where: { id, userId, readAt: null }, data: { readAt: now() } });
}

/** Marks everything read; returns how many notes that were. */
export async function markAllRead({ userId }: { userId: string }): Promise<{ marked: number }> {
  const { count } = await db.notification.updateMany({
    where: { userId, readAt: null },
    data: { readAt: now() },
  });
  return { marked: count };
}
