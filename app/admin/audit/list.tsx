import { choice, day, linked, listView, text } from "@/app/_parts/list/list-view";
import { DateText, InstantText } from "@/components/ui/date-text";
import { formatDate } from "@/components/ui/format-date";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import { auditList, type AuditRow } from "@/lib/audit/queries";
import { approvalPath } from "@/lib/approvals/approval-path";
import Link from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { PERMISSION_NAMES } from "@/lib/permissions";
import { mapList } from "@/lib/list";
import { actionWords, subjectWords } from "../_parts/detail-words";
import { Facts } from "../_parts/facts";
import { nameOfThing } from "../_parts/filter-names";
import { namesIn } from "../_parts/names";
import { PersonLink } from "../_parts/person-link";
import { SubjectLink } from "../_parts/subject-link";

const ACTIONS = AUDIT_ACTIONS.map((value) => ({ value, label: actionWords(value) })).sort((a, b) =>
  a.label.localeCompare(b.label),
);

export const AUDIT = listView({
  name: "audit",
  permission: "audit.export",
  path: "/admin/audit",
  noun: ["event", "events"],
  list: mapList(auditList, async (rows) => {
    const names = await namesIn({
      subjects: rows.map(({ subjectType, subjectId }) => ({ type: subjectType, id: subjectId })),
      facts: rows.map(factsOf),
    });
    return rows.map((row) => ({ ...row, names }));
  }),
  filters: {
    action: choice("Action", ACTIONS),
    subjectId: text("Subject ID", { isCode: true }),
    permission: choice(
      "Permission",
      PERMISSION_NAMES.map((value) => ({ value, label: value })),
    ),
    from: day("From", (date) => formatDate(date, "short")),
    to: day("To", (date) => formatDate(date, "short")),
    actorUserId: linked("By", nameOfThing),
    subjectType: linked("Subject", subjectWords),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Action",
      rowHeader: true,
      sort: "action",
      cell: ({ action, isBreakGlass }) => (
        <>
          {actionWords(action)} {isBreakGlass && <StatusBadge tone="failed">Break-glass</StatusBadge>}
        </>
      ),
    },
    {
      header: "By",
      cell: ({ actorName, actorUserId }) =>
        actorUserId ? <PersonLink id={actorUserId} name={actorName} /> : actorName,
    },
    {
      header: "Subject",
      sort: "subject",
      cell: ({ subjectType, subjectId, names }) => (
        <SubjectLink type={subjectType} id={subjectId} names={names} />
      ),
    },
    { header: "Details", cell: (row) => <Facts facts={factsOf(row)} names={row.names} /> },
    {
      header: "Permission",
      secondary: true,
      cell: ({ permission, approvalId }) =>
        permission && (approvalId ? <ApprovalLink id={approvalId} text={permission} /> : permission),
    },
    {
      header: "Business date",
      sort: "-date",
      cell: ({ businessDate }) => <DateText on={businessDate} short />,
    },
    {
      header: "Recorded (server time)",
      secondary: true,
      sort: "-at",
      cell: ({ at }) => <InstantText bare at={at} />,
    },
  ],
  csv: {
    Action: ({ action }) => action,
    By: ({ actorName }) => actorName,
    Subject: ({ subjectType }) => subjectType,
    "Subject ID": ({ subjectId }) => subjectId,
    "Subject name": ({ subjectId, names }) => names.get(subjectId),
    Details: ({ detail }) => JSON.stringify(detail),
    "Business date": ({ businessDate }) => businessDate,
    "Recorded at": ({ at }) => at,
    "User ID": ({ actorUserId }) => actorUserId,
    Permission: ({ permission }) => permission,
    "Approval ID": ({ approvalId }) => approvalId,
    "Request ID": ({ requestId }) => requestId,
    "Session ID": ({ sessionId }) => sessionId,
    "Break-glass": ({ isBreakGlass }) => (isBreakGlass ? "yes" : "no"),
    "IP address": ({ ipAddress }) => ipAddress,
    "Event ID": ({ id }) => id,
  },
});

function ApprovalLink({ id, text: words }: { id: string; text: string }) {
  return (
    <Link className="link" href={approvalPath(id)}>
      {words}
    </Link>
  );
}

function factsOf({ detail }: AuditRow): Record<string, unknown> {
  return (detail ?? {}) as Record<string, unknown>;
}
