import Link from "@/components/ui/link";
import { ActionForm, type FormAction } from "@/components/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Badge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { NotificationRow } from "@/lib/notifications/queries";

/** A person's notifications, newest first, with unread ones marked by a word. */
export function NotificationList({
  notes,
  unread,
  markRead,
  markAllRead,
  nextHref,
  firstHref,
  empty = "We notify you here when a payment posts, is returned or needs your attention.",
}: {
  notes: NotificationRow[];
  unread: number;
  markRead: FormAction<void>;
  markAllRead: FormAction<void>;
  /** Older ones, when there are any. */
  nextHref?: string | undefined;
  /** Back to the newest, on a later page. */
  firstHref?: string | undefined;
  /** What will be here. */
  empty?: string;
}) {
  if (notes.length === 0)
    return (
      <Card>
        <EmptyState title="No notifications yet">{empty}</EmptyState>
      </Card>
    );
  return (
    <Card aria-labelledby="notes">
      <CardHeader
        id="notes"
        title={unread === 0 ? "All notifications read" : `${unread} unread`}
        actions={
          unread > 0 && (
            <ActionForm action={markAllRead} aria-label="Mark all as read">
              <SubmitButton variant="secondary" size="sm" pendingLabel="Marking…">
                Mark all as read
              </SubmitButton>
            </ActionForm>
          )
        }
      />
      <ul className="divide-y border-t">
        {notes.map((note) => (
          <Note key={note.id} note={note} markRead={markRead} />
        ))}
      </ul>
      {(nextHref || firstHref) && (
        <Pagination
          label="Notifications"
          {...(nextHref && { nextHref })}
          {...(firstHref && { previousHref: firstHref })}
        >
          {firstHref ? "Older notifications" : "Newest first"}
        </Pagination>
      )}
    </Card>
  );
}

function Note({ note, markRead }: { note: NotificationRow; markRead: FormAction<void> }) {
  const { id, title, body, href, datedOn, isRead } = note;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-4 sm:px-6">
      <div className="max-w-prose min-w-0 flex-1 basis-72">
        <p className={isRead ? undefined : "font-semibold"}>
          {href ? (
            <Link href={href} className="link">
              {title}
            </Link>
          ) : (
            title
          )}{" "}
          {!isRead && <Badge>unread</Badge>}
        </p>
        <p className="mt-0.5">{body}</p>
        <p className="mt-0.5 text-sm text-muted">
          <DateText on={datedOn} />
        </p>
      </div>
      {!isRead && (
        <ActionForm action={markRead} aria-label={`Mark as read: ${title}`}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="ghost" size="sm" pendingLabel="Marking…">
            Mark as read
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  );
}
