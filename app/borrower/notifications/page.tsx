import type { Metadata } from "next";
import { NotificationsView } from "@/app/_portal/notifications-view";
import { requireActor } from "@/lib/session";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: PageProps<"/borrower/notifications">) {
  const { userId } = await requireActor("BORROWER");
  const { before } = await searchParams;
  return (
    <NotificationsView
      userId={userId}
      before={typeof before === "string" ? before : undefined}
      path="/borrower/notifications"
      description="Activity in your account and actions you need to take."
      pageSize={20}
    />
  );
}
