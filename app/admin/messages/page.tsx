import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { listHref, readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { LinkTabs } from "@/components/ui/link-tabs";
import { countThreads } from "@/lib/messages/queries";
import { THREAD_WORDS } from "@/lib/messages/topics";
import { requirePermission } from "@/lib/session";
import { MESSAGES, THREAD_STATES } from "./list";

export const metadata: Metadata = { title: "Messages" };

export default async function MessagesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("message.see");
  const [list, counts] = await Promise.all([readList(MESSAGES, searchParams), countThreads()]);
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <ListPage
      list={list}
      title="Messages"
      description="Messages from borrowers, investors and visitors."
      above={
        <LinkTabs
          label="Status"
          items={[undefined, ...THREAD_STATES].map((state) => ({
            label: state ? THREAD_WORDS[state] : "All",
            href: listHref(list, { filters: { state } }),
            count: state ? (counts[state] ?? 0) : all,
            current: state === list.values.state,
          }))}
        />
      }
      empty={{
        title: "No messages yet",
        text: "What borrowers, investors and visitors send from the contact page appears here.",
      }}
    />
  );
}
