import { markReadAction } from "@/app/_portal/actions";
import { choice, listView } from "@/app/_parts/list/list-view";
import { ActionForm } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { notificationList } from "@/lib/notifications/queries";

export const NOTIFICATIONS = listView({
  name: "notifications",
  permission: "notification.see",
  path: "/admin/notifications",
  noun: ["notification", "notifications"],
  list: notificationList,
  filters: {
    read: choice(
      "Show",
      [
        { value: "unread", label: "Unread" },
        { value: "read", label: "Read" },
      ],
      "All",
    ),
  },
  fixed: ({ userId }) => ({ userId }),
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Notification",
      rowHeader: true,
      sort: "title",
      cell: ({ title, body, href }) => (
        <span className="block min-w-0">
          {href ? (
            <Link href={href} className="link">
              {title}
            </Link>
          ) : (
            title
          )}
          <span className="block font-normal">{body}</span>
        </span>
      ),
    },
    { header: "Date", sort: "-date", cell: ({ datedOn }) => <DateText on={datedOn} short /> },
    {
      header: "Status",
      cell: ({ isRead }) => (
        <StatusBadge tone={isRead ? "voided" : "info"}>{isRead ? "Read" : "Unread"}</StatusBadge>
      ),
    },
    {
      header: "Action",
      bare: true,
      cell: ({ id, title, isRead }) =>
        !isRead && (
          <ActionForm action={markReadAction} aria-label={`Mark as read: ${title}`}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton variant="ghost" size="sm" pendingLabel="Marking…">
              Mark as read
            </SubmitButton>
          </ActionForm>
        ),
    },
  ],
  csv: {
    Title: ({ title }) => title,
    Text: ({ body }) => body,
    Date: ({ datedOn }) => datedOn,
    Status: ({ isRead }) => (isRead ? "Read" : "Unread"),
    "Created at": ({ createdAt }) => createdAt,
    Link: ({ href }) => href,
    "Notification ID": ({ id }) => id,
  },
});
