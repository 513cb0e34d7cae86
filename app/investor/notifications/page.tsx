import type { Metadata } from "next";
import { NotificationList } from "@/components/notification-list";
import { PageHeader } from "@/components/ui/page-header";
import { countUnread, listNotifications } from "@/lib/notifications/queries";
import { requireActor } from "@/lib/session";
import { markAllReadAction, markReadAction } from "../../_portal/actions";
import { first, hrefWith, type SearchParams } from "../_parts/search-params";

export const metadata: Metadata = { title: "Notifications" };

const PATH = "/investor/notifications";
const PAGE = 30;

export default async function NotificationsPage({ searchParams }: { searchParams: SearchParams }) {
  const { userId } = await requireActor("INVESTOR");
  const before = first((await searchParams).before);
  const [notes, unread] = await Promise.all([
    listNotifications(userId, { before, limit: PAGE + 1 }),
    countUnread(userId),
  ]);
  const shown = notes.slice(0, PAGE);
  return (
    <>
      <PageHeader title="Notifications" description="What happened to your money, and what needs you." />
      <NotificationList
        notes={shown}
        unread={unread}
        markRead={markReadAction}
        markAllRead={markAllReadAction}
        nextHref={notes.length > PAGE ? hrefWith(PATH, { before: shown.at(-1)?.id }) : undefined}
        firstHref={before ? PATH : undefined}
      />
    </>
  );
}
