import type { Metadata } from "next";
import { NotificationList } from "@/components/notification-list";
import { PageHeader } from "@/components/ui/page-header";
import { countUnread, listNotifications } from "@/lib/notifications/queries";
import { requireActor } from "@/lib/session";
import { markAllReadAction, markReadAction } from "../../_portal/actions";

export const metadata: Metadata = { title: "Notifications" };

const PATH = "/borrower/notifications";
const PAGE = 20;

export default async function NotificationsPage({ searchParams }: PageProps<"/borrower/notifications">) {
  const { userId } = await requireActor("BORROWER");
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : undefined;
  const [notes, unread] = await Promise.all([
    listNotifications(userId, { before: cursor, limit: PAGE + 1 }),
    countUnread(userId),
  ]);
  const shown = notes.slice(0, PAGE);
  const last = shown.at(-1);
  return (
    <>
      <PageHeader title="Notifications" description="What we have told you, newest first." />
      <NotificationList
        notes={shown}
        unread={unread}
        markRead={markReadAction}
        markAllRead={markAllReadAction}
        nextHref={notes.length > PAGE && last ? `${PATH}?before=${last.id}` : undefined}
        firstHref={cursor ? PATH : undefined}
      />
    </>
  );
}
