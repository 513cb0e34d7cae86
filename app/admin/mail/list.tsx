import { choice, listView } from "@/app/_parts/list/list-view";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { emailList, type EmailState } from "@/lib/notifications/email-log";
import { personHref } from "../_parts/paths";

const STATES = {
  QUEUED: { tone: "pending", words: "Queued" },
  SENDING: { tone: "pending", words: "Being sent" },
  SENT: { tone: "posted", words: "Sent" },
  UNKNOWN: { tone: "failed", words: "May have arrived" },
  FAILED: { tone: "failed", words: "Not sent" },
} as const satisfies Record<EmailState, object>;

export const EMAILS = listView({
  name: "emails",
  permission: "email.see",
  path: "/admin/mail",
  noun: ["email", "emails"],
  list: emailList,
  filters: {
    state: choice("Status", [
      { value: "QUEUED", label: STATES.QUEUED.words },
      { value: "SENT", label: STATES.SENT.words },
      { value: "UNKNOWN", label: STATES.UNKNOWN.words },
      { value: "FAILED", label: STATES.FAILED.words },
    ]),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Email",
      rowHeader: true,
      cell: ({ subject, lastAnswer }) => (
        <span className="block min-w-0">
          {subject}
          {lastAnswer && (
            <span className="block text-sm font-normal wrap-anywhere text-muted">{lastAnswer}</span>
          )}
        </span>
      ),
    },
    {
      header: "To",
      sort: "address",
      cell: ({ address }) => (
        <Link className="link wrap-anywhere" href={personHref(address)}>
          {address}
        </Link>
      ),
    },
    { header: "Date", sort: "-created", cell: ({ datedOn }) => <DateText on={datedOn} short /> },
    { header: "Attempts", numeric: true, secondary: true, cell: ({ attempts }) => attempts },
    {
      header: "Status",
      sort: "state",
      cell: ({ state }) => <StatusBadge tone={STATES[state].tone}>{STATES[state].words}</StatusBadge>,
    },
  ],
  csv: {
    Subject: ({ subject }) => subject,
    To: ({ address }) => address,
    Date: ({ datedOn }) => datedOn,
    Status: ({ state }) => STATES[state].words,
    Attempts: ({ attempts }) => attempts,
    "Last answer": ({ lastAnswer }) => lastAnswer,
    "Sent at": ({ sentAt }) => sentAt,
    "Email ID": ({ id }) => id,
    "User ID": ({ userId }) => userId,
  },
});
