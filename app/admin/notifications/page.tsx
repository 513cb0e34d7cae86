import type { Metadata } from "next";
import { NotificationsView } from "@/app/_portal/notifications-view";
import { requireActor } from "@/lib/session";
import { mark, readFilters } from "@/app/_parts/search";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: PageProps<"/admin/notifications">) {
  const { userId } = await requireActor("ADMIN");
  const { before } = await readFilters({ before: mark }, searchParams);
  return (
    <NotificationsView
      userId={userId}
      before={before}
      path="/admin/notifications"
      description="Alerts from the ledger and from accounting writeback, newest first."
      empty="You will see an alert here when an account falls below its floor or writeback to a borrower's books fails."
    />
  );
}
