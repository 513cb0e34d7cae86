import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { env } from "@/lib/env";
import { listRecentSessions } from "@/lib/identity/queries";

/** Sign-ins of the person. Server times, not business dates, because they are evidence. */
export async function Sessions({ userId }: { userId: string }) {
  const sessions = await listRecentSessions(userId);
  return (
    <Card aria-labelledby="sessions">
      <CardHeader id="sessions" title="Sessions" description="Last 20 sessions." />
      <DataTable
        caption="Sessions"
        rows={sessions}
        rowKey={({ id }) => id}
        empty={<EmptyState title="Never signed in" />}
        columns={[
          { header: "Device", rowHeader: true, cell: ({ device }) => device },
          {
            header: "Status",
            cell: ({ isOpen }) => (
              <StatusBadge tone={isOpen ? "posted" : "voided"}>{isOpen ? "Open" : "Ended"}</StatusBadge>
            ),
          },
          { header: "IP address", cell: ({ ipAddress }) => ipAddress ?? "Unknown" },
          {
            header: "Signed in (server time)",
            secondary: true,
            cell: ({ createdAt }) => <InstantText at={createdAt} timeZone={env.BUSINESS_TIME_ZONE} bare />,
          },
          {
            header: "Last seen (server time)",
            cell: ({ lastSeenAt }) => <InstantText at={lastSeenAt} timeZone={env.BUSINESS_TIME_ZONE} bare />,
          },
        ]}
      />
    </Card>
  );
}
