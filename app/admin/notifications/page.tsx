import type { Metadata } from "next";
import { NotificationList } from "@/components/notification-list";
import { PageHeader } from "@/components/ui/page-header";
import { countUnread, listNotifications } from "@/lib/notifications/queries";
import { requireActor } from "@/lib/session";
import { markAllReadAction, markReadAction } from "../../_portal/actions";
import { hrefWith } from "../_parts/paths";
import { mark, readFilters } from "../_parts/search";

export const metadata: Metadata = { title: "Notifications" };

const PATH = "/admin/notifications";
const PAGE = 30;

export default async function NotificationsPage({ searchParams }: PageProps<"/admin/notifications">) {
  const { userId } = await requireActor("ADMIN");
  const { before } = await readFilters({ before: mark }, searchParams);
  const [notes, unread] = await Promise.all([
    listNotifications(userId, { before, limit: PAGE + 1 }),
    countUnread(userId),
  ]);
  const shown = notes.slice(0, PAGE);
  return (
    <>
      <PageHeader
        title="Notifications"
        description="What the ledger and the writing to borrowers' books have told the administrators, newest first."
      />
      <NotificationList
        notes={shown}
        unread={unread}
        markRead={markReadAction}
        markAllRead={markAllReadAction}
        nextHref={notes.length > PAGE ? hrefWith(PATH, { before: shown.at(-1)?.id }) : undefined}
        firstHref={before ? PATH : undefined}
        empty="When an account falls below its floor, or a borrower's books cannot be written to, you read it here."
      />
    </>
  );
}
