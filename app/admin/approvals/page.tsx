import type { Metadata } from "next";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { approvalPath } from "@/lib/approvals/approval-path";
import { approvalInbox, type ApprovalRow } from "@/lib/approvals/queries";
import { env } from "@/lib/env";
import { requirePermission } from "@/lib/session";
import { KINDS } from "@/lib/staff/kinds";
import { ApprovalBadge } from "./approval-badge";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage() {
  const viewer = await requirePermission("approval.see");
  const { waiting, mine, others, decided } = await approvalInbox(KINDS, viewer);
  return (
    <>
      <PageHeader
        title="Approvals"
        description="What moves money or changes terms takes two people: one proposes it, another approves it."
      />
      <div className="grid grid-cols-1 gap-6">
        <Section title="Waiting for you" rows={waiting} empty="Nothing waits for you" />
        <Section title="Proposed by you" rows={mine} empty="You have no open proposals" />
        {others.length > 0 && <Section title="Waiting for others" rows={others} empty="" />}
        <Section title="Decided" description="The latest 50." rows={decided} empty="Nothing decided yet" />
      </div>
    </>
  );
}

function Section({
  title,
  description,
  rows,
  empty,
}: {
  title: string;
  description?: string;
  rows: ApprovalRow[];
  empty: string;
}) {
  return (
    <Card>
      <CardHeader title={title} description={description} />
      <DataTable
        caption={title}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={empty} />}
        columns={[
          {
            header: "Proposal",
            rowHeader: true,
            cell: ({ id, title }) => (
              <Link className="link" href={approvalPath(id)}>
                {title}
              </Link>
            ),
          },
          { header: "Status", cell: ({ state }) => <ApprovalBadge state={state} /> },
          { header: "Proposed by", cell: ({ proposedBy }) => proposedBy },
          {
            header: "Proposed (server time)",
            secondary: true,
            cell: ({ proposedAt }) => <InstantText at={proposedAt} timeZone={env.BUSINESS_TIME_ZONE} bare />,
          },
          {
            header: "Expires (server time)",
            cell: ({ expiresAt, state }) =>
              state === "PENDING" && <InstantText at={expiresAt} timeZone={env.BUSINESS_TIME_ZONE} bare />,
          },
          { header: "Decided by", secondary: true, cell: ({ decidedBy }) => decidedBy },
        ]}
      />
    </Card>
  );
}
