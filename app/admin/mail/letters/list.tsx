import { choice, listView } from "@/app/_parts/list/list-view";
import { ActionForm } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { paperLetterList } from "@/lib/notifications/paper-letters";
import { markLetterMailedAction } from "./actions";

export const LETTERS = listView({
  name: "letters",
  permission: "letter.see",
  path: "/admin/mail/letters",
  noun: ["letter", "letters"],
  list: paperLetterList,
  filters: {
    state: choice("Show", [
      { value: "waiting", label: "To be mailed" },
      { value: "mailed", label: "Mailed" },
    ]),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Letter",
      rowHeader: true,
      cell: ({ subject, title, reason, userId }) => (
        <span className="block min-w-0">
          <Link className="link" href={`/admin/people/${userId}`}>
            {subject}
          </Link>
          <span className="block text-sm font-normal text-muted">{title}</span>
          <span className="block text-sm font-normal text-muted">{reason}</span>
        </span>
      ),
    },
    { header: "Since", sort: "queued", cell: ({ queuedOn }) => <DateText on={queuedOn} short /> },
    { header: "Due", sort: "due", cell: ({ dueOn }) => <DateText on={dueOn} short /> },
    {
      header: "Mailed",
      cell: ({ id, title, mailedOn }) =>
        mailedOn ? (
          <DateText on={mailedOn} short />
        ) : (
          <ActionForm action={markLetterMailedAction} aria-label={`Mark as mailed: ${title}`}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton variant="ghost" size="sm" pendingLabel="Marking…">
              Mark as mailed
            </SubmitButton>
          </ActionForm>
        ),
    },
  ],
  csv: {
    Letter: ({ subject }) => subject,
    Title: ({ title }) => title,
    Reason: ({ reason }) => reason,
    Since: ({ queuedOn }) => queuedOn,
    Due: ({ dueOn }) => dueOn,
    Mailed: ({ mailedOn }) => mailedOn,
    "Letter ID": ({ id }) => id,
    "User ID": ({ userId }) => userId,
  },
});
