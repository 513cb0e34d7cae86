import { hrefWith } from "@/app/_parts/href-with";
import { choice, listView, text } from "@/app/_parts/list/list-view";
import { InstantText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import { env } from "@/lib/env";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { writebackList, type WritebackRow } from "@/lib/writeback/pages/admin-queries";
import { writebackHref } from "../../_parts/paths";
import { CONNECTION_CHOICES, connectionName } from "./connection-names";
import { LOG } from "./desk-facts";

const TONES: Record<WritebackRow["status"], Tone> = {
  NotConnected: "voided",
  PendingAuth: "pending",
  Linked: "posted",
  Unlinked: "voided",
  Deauthorized: "failed",
  Unknown: "pending",
};

export const WRITEBACK = listView({
  name: "writeback",
  permission: "writeback.see",
  path: ADMIN_SETTINGS,
  noun: ["borrower", "borrowers"],
  list: writebackList,
  filters: {
    q: text("Borrower or books"),
    status: choice("Connection", CONNECTION_CHOICES),
    mapping: choice("Accounts mapped", [
      { value: "complete", label: "All four" },
      { value: "incomplete", label: "Some missing" },
    ]),
    failures: choice("Failures", [{ value: "yes", label: "Only with failures" }]),
  },
  rowKey: ({ borrowerId }) => borrowerId,
  columns: [
    {
      header: "Borrower",
      rowHeader: true,
      sort: "name",
      cell: ({ borrowerId, name }) => (
        <Link className="link" href={writebackHref(borrowerId)}>
          {name}
        </Link>
      ),
    },
    {
      header: "Connection",
      sort: "connection",
      cell: ({ status, platformName, tenantName }) => (
        <>
          <StatusBadge tone={TONES[status]}>{connectionName(status)}</StatusBadge>
          {platformName && (
            <span className="block text-sm text-muted">
              {[platformName, tenantName].filter(Boolean).join(" · ")}
            </span>
          )}
        </>
      ),
    },
    {
      header: "Accounts mapped",
      sort: "-mapped",
      cell: ({ mappedCount }) => <span className="tnum">{mappedCount} of 4</span>,
    },
    { header: "Writeback", cell: ({ isOn }) => (isOn ? "On" : "Off") },
    {
      header: "Last write (server time)",
      cell: ({ lastWriteAt }) =>
        lastWriteAt ? <InstantText bare at={lastWriteAt} timeZone={env.BUSINESS_TIME_ZONE} /> : "Never",
    },
    { header: "Pending", numeric: true, cell: ({ waiting }) => waiting },
    {
      header: "Failures",
      sort: "-held",
      cell: ({ borrowerId, held, problem }) => <Failures {...{ borrowerId, held, problem }} />,
    },
  ],
  csv: {
    Borrower: ({ name }) => name,
    Connection: ({ status }) => connectionName(status),
    Software: ({ platformName }) => platformName,
    Books: ({ tenantName }) => tenantName,
    "Accounts mapped": ({ mappedCount }) => mappedCount,
    Writeback: ({ isOn }) => (isOn ? "On" : "Off"),
    "Last write at": ({ lastWriteAt }) => lastWriteAt,
    Pending: ({ waiting }) => waiting,
    Held: ({ held }) => held,
    Problem: ({ problem }) => problem,
    "Borrower ID": ({ borrowerId }) => borrowerId,
  },
});

function Failures({ borrowerId, held, problem }: Pick<WritebackRow, "borrowerId" | "held" | "problem">) {
  if (held === 0 && !problem) return "None";
  return (
    <div>
      {held > 0 && (
        <Link className="link" href={hrefWith(LOG, { borrowerId, state: "HELD" })}>
          {held} held
        </Link>
      )}
      {problem && <span className="block text-sm wrap-anywhere">{problem}</span>}
    </div>
  );
}
