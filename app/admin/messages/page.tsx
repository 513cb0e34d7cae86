import type { Metadata } from "next";
import { z } from "zod";
import { ThreadBadge } from "@/components/thread-badge";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { countThreads, listAllThreads } from "@/lib/messages/queries";
import { THREAD_WORDS, type ThreadState } from "@/lib/messages/topics";
import { requireActor } from "@/lib/session";
import { OlderNewer } from "../_parts/older-newer";
import { hrefWith } from "@/app/_parts/href-with";
import { messageHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { mark, readFilters, type SearchParams } from "@/app/_parts/search";

export const metadata: Metadata = { title: "Messages" };

const PATH = "/admin/messages";
const STATES = Object.keys(THREAD_WORDS) as [ThreadState, ...ThreadState[]];

export default async function MessagesPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { before, ...filters } = await readFilters(
    { state: z.enum(STATES), userId: mark, before: mark },
    searchParams,
  );
  const [{ rows, next }, counts] = await Promise.all([
    listAllThreads({ ...filters, before }),
    countThreads(),
  ]);
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <PageHeader title="Messages" description="What people write to us, newest first." />
      <LinkTabs
        label="State"
        items={[undefined, ...STATES].map((state) => ({
          label: state ? THREAD_WORDS[state] : "All",
          href: hrefWith(PATH, { ...filters, state }),
          count: state ? (counts[state] ?? 0) : all,
          current: state === filters.state,
        }))}
      />
      <Card className="mt-6">
        <DataTable
          caption="Messages"
          rows={rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title={filters.state === "OPEN" ? "Everything is answered" : "No messages"}>
              What borrowers, investors and visitors send from the contact page appears here.
            </EmptyState>
          }
          columns={[
            {
              header: "Subject",
              rowHeader: true,
              cell: ({ id, subject }) => (
                <Link className="link wrap-anywhere" href={messageHref(id)}>
                  {subject}
                </Link>
              ),
            },
            {
              header: "From",
              cell: ({ userId, name, email }) => (
                <span className="block min-w-0">
                  {userId ? <PersonLink id={userId} name={name} /> : `${name} (no account)`}
                  <span className="block text-sm wrap-anywhere text-muted">{email}</span>
                </span>
              ),
            },
            { header: "About", cell: ({ topicWords }) => topicWords },
            { header: "Received", secondary: true, cell: ({ openedOn }) => <DateText on={openedOn} short /> },
            { header: "Last message", cell: ({ lastMessageOn }) => <DateText on={lastMessageOn} short /> },
            { header: "State", cell: ({ state }) => <ThreadBadge state={state} /> },
          ]}
        />
        <OlderNewer path={PATH} filters={filters} before={before} next={next} />
      </Card>
    </>
  );
}
