import { NotificationList } from "@/components/notification-list";
import { PageHeader } from "@/components/ui/page-header";
import { countUnread, listNotifications } from "@/lib/notifications/queries";
import { markAllReadAction, markReadAction } from "./actions";

/**
 * A person's notifications, newest first, a page at a time; the page that shows them has checked who is signed in.
 */
export async function NotificationsView({
  userId,
  before,
  path,
  description,
  pageSize = 30,
  empty,
}: {
  userId: string;
  before: string | undefined;
  path: string;
  description: string;
  pageSize?: number;
  empty?: string;
}) {
  const [notes, unread] = await Promise.all([
    listNotifications(userId, { before, limit: pageSize + 1 }),
    countUnread(userId),
  ]);
  const shown = notes.slice(0, pageSize);
  const last = shown.at(-1);
  return (
    <>
      <PageHeader title="Notifications" description={description} />
      <NotificationList
        notes={shown}
        unread={unread}
        markRead={markReadAction}
        markAllRead={markAllReadAction}
        nextHref={notes.length > pageSize && last ? `${path}?before=${last.id}` : undefined}
        firstHref={before ? path : undefined}
        {...(empty === undefined ? {} : { empty })}
      />
    </>
  );
}
