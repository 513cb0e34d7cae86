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
      description="What the ledger and the writing to borrowers' books have told the administrators, newest first."
      empty="When an account falls below its floor, or a borrower's books cannot be written to, you read it here."
    />
  );
}
