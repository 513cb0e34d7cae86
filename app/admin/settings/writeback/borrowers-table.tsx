import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import { env } from "@/lib/env";
import type { WritebackRow } from "@/lib/writeback/pages/admin-queries";
import { hrefWith } from "@/app/_parts/href-with";
import { writebackHref } from "../../_parts/paths";
import { connectionName } from "./borrower-filter-form";
import { LOG } from "./desk-facts";

const TONES: Record<WritebackRow["status"], Tone> = {
  NotConnected: "voided",
  PendingAuth: "pending",
  Linked: "posted",
  Unlinked: "voided",
  Deauthorized: "failed",
  Unknown: "pending",
};

export function BorrowersTable({ rows, isFiltered }: { rows: WritebackRow[]; isFiltered: boolean }) {
  return (
    <DataTable
      caption="Borrowers"
      rows={rows}
      rowKey={({ borrowerId }) => borrowerId}
      empty={
        isFiltered ? (
          <EmptyState kind="no-results" title="No borrower fits these filters" />
        ) : (
          <EmptyState title="No borrowers yet">
            Everyone who opens a borrower&apos;s account appears here.
          </EmptyState>
        )
      }
      columns={[
        {
          header: "Borrower",
          rowHeader: true,
          cell: ({ borrowerId, name }) => (
            <Link className="link" href={writebackHref(borrowerId)}>
              {name}
            </Link>
          ),
        },
        {
          header: "Connection",
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
        { header: "Chosen", cell: ({ mappedCount }) => <span className="tnum">{mappedCount} of 4</span> },
        { header: "Writing", cell: ({ isOn }) => (isOn ? "On" : "Off") },
        {
          header: "Last write (server time)",
          cell: ({ lastWriteAt }) =>
            lastWriteAt ? <InstantText bare at={lastWriteAt} timeZone={env.BUSINESS_TIME_ZONE} /> : "Never",
        },
        { header: "Waiting", numeric: true, cell: ({ waiting }) => waiting },
        {
          header: "Failures",
          cell: ({ borrowerId, held, problem }) => <Failures {...{ borrowerId, held, problem }} />,
        },
      ]}
    />
  );
}

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
