import type { Metadata } from "next";
import { NotificationsView } from "@/app/_portal/notifications-view";
import { requireActor } from "@/lib/session";
import { first, type SearchParams } from "../_parts/search-params";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: { searchParams: SearchParams }) {
  const { userId } = await requireActor("INVESTOR");
  return (
    <NotificationsView
      userId={userId}
      before={first((await searchParams).before)}
      path="/investor/notifications"
      description="Activity in your account and actions you need to take."
    />
  );
}
