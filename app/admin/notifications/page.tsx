import type { Metadata } from "next";
import { markAllReadAction } from "@/app/_portal/actions";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { ActionForm } from "@/components/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { countUnread } from "@/lib/notifications/queries";
import { requirePermission } from "@/lib/session";
import { NOTIFICATIONS } from "./list";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: { searchParams: SearchParams }) {
  const { userId } = await requirePermission("notification.see");
  const [list, unread] = await Promise.all([
    readList(NOTIFICATIONS, searchParams, { userId }),
    countUnread(userId),
  ]);
  return (
    <ListPage
      list={list}
      title="Notifications"
      description="Alerts from the ledger, payments and accounting writeback, and new messages."
      actions={
        unread > 0 && (
          <ActionForm action={markAllReadAction} aria-label="Mark all as read">
            <SubmitButton variant="secondary" pendingLabel="Marking…">
              Mark all as read
            </SubmitButton>
          </ActionForm>
        )
      }
      empty={{
        title: "No notifications yet",
        text: "You are notified when an account falls below its floor, or when we cannot write to a borrower's books.",
      }}
    />
  );
}
