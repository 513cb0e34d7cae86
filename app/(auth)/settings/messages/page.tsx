import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { ThreadBadge } from "@/components/thread-badge";
import { listThreads } from "@/lib/messages/queries";
import { requireActor } from "@/lib/session";
import { SettingsTabs } from "../settings-tabs";

export const metadata: Metadata = { title: "Messages" };

export default async function MessagesPage() {
  const actor = await requireActor("ANY");
  const threads = await listThreads(actor.userId);
  return (
    <>
      <PageHeader
        title="Messages"
        description="Your messages to us and our replies."
        actions={<LinkButton href="/contact">Write to us</LinkButton>}
      />
      <SettingsTabs current="messages" roles={actor.roles} />
      <Card>
        <DataTable
          caption="Messages"
          rows={threads}
          rowKey={({ id }) => id}
          empty={<EmptyState title="No messages yet">Your messages and our replies appear here.</EmptyState>}
          columns={[
            {
              header: "Subject",
              rowHeader: true,
              cell: ({ id, subject }) => (
                <Link className="link wrap-anywhere" href={`/settings/messages/${id}`}>
                  {subject}
                </Link>
              ),
            },
            { header: "About", secondary: true, cell: ({ topicWords }) => topicWords },
            { header: "Last message", cell: ({ lastMessageOn }) => <DateText on={lastMessageOn} short /> },
            { header: "Status", cell: ({ state }) => <ThreadBadge state={state} /> },
          ]}
        />
      </Card>
    </>
  );
}
