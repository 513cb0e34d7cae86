import { ThreadBadge } from "@/components/thread-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { listThreads } from "@/lib/messages/queries";
import { messageHref } from "../../_parts/paths";

export async function Messages({ userId }: { userId: string }) {
  const threads = await listThreads(userId);
  return (
    <Card aria-labelledby="messages">
      <CardHeader id="messages" title="Messages" />
      <DataTable
        caption="Messages"
        rows={threads}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No messages">This person has not sent a message.</EmptyState>}
        columns={[
          {
            header: "Subject",
            rowHeader: true,
            cell: ({ id, subject }) => (
              <Link className="link wrap-break-word" href={messageHref(id)}>
                {subject}
              </Link>
            ),
          },
          { header: "Last message", cell: ({ lastMessageOn }) => <DateText on={lastMessageOn} short /> },
          { header: "Status", cell: ({ state }) => <ThreadBadge state={state} /> },
        ]}
      />
    </Card>
  );
}
