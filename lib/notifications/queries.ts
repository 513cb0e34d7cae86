import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import type { Notification, Prisma } from "@/prisma/generated/client";

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
  return rows.map(notificationRow);
}

type NotificationFilters = { userId?: string | undefined; read?: "unread" | "read" | undefined };

/** The notifications of one person, newest first. */
export const notificationList = defineList<Prisma.NotificationOrderByWithRelationInput>()({
  orders: {
    created: (to) => ({ createdAt: to }),
    date: (to) => ({ datedOn: to }),
    title: (to) => ({ title: to }),
  },
  tie: (to) => [{ createdAt: to }, { id: to }],
  defaultSort: { by: "created", direction: "desc" },
  where: notificationsWhere,
  count: (where) => db.notification.count({ where }),
  ids: (where, orderBy, slice) =>
    db.notification.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: async (ids) => (await db.notification.findMany({ where: { id: { in: ids } } })).map(notificationRow),
  idOf: ({ id }) => id,
});

/** Without a person there are none. */
function notificationsWhere({ userId, read }: NotificationFilters): Prisma.NotificationWhereInput {
  const states = { unread: { readAt: null }, read: { readAt: { not: null } } };
  return { userId: userId ?? "", ...(read && states[read]) };
}

function notificationRow(row: Notification): NotificationRow {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    href: row.href,
    datedOn: fromDbDate(row.datedOn),
    createdAt: row.createdAt.toISOString(),
    isRead: row.readAt !== null,
  };
}

/** For the bell. */
export async function countUnread(userId: string): Promise<number> {
  return db.notification.count({ where: { userId, readAt: null } });
}
