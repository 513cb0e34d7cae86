import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";

const PAGE = 30;
const LARGEST_PAGE = 200;

export type NotificationRow = {
  id: string;
  kind: string;
  title: string;
  body: string;
  href: string | null;
  datedOn: IsoDate; // business date
  createdAt: string; // instant
  isRead: boolean;
};

/** One person's notifications, newest first; `before` is the id of the last one seen. */
export async function listNotifications(
  userId: string,
  options: { before?: string | undefined; limit?: number | undefined; unreadOnly?: boolean | undefined } = {},
): Promise<NotificationRow[]> {
  const rows = await db.notification.findMany({
    where: { userId, readAt: options.unreadOnly ? null : undefined },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: Math.min(options.limit ?? PAGE, LARGEST_PAGE),
    ...(options.before ? { cursor: { id: options.before }, skip: 1 } : {}),
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    href: row.href,
    datedOn: fromDbDate(row.datedOn),
    createdAt: row.createdAt.toISOString(),
    isRead: row.readAt !== null,
  }));
}

/** For the bell. */
export async function countUnread(userId: string): Promise<number> {
  return db.notification.count({ where: { userId, readAt: null } });
}
