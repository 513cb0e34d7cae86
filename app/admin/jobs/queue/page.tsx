import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requirePermission } from "@/lib/session";
import { QUEUE } from "./list";

export const metadata: Metadata = { title: "Queue" };

export default async function QueuePage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("job.see");
  return (
    <ListPage
      list={await readList(QUEUE, searchParams)}
      title="Queue"
      breadcrumbs={<Breadcrumbs items={[{ label: "Jobs", href: "/admin/jobs" }, { label: "Queue" }]} />}
      description="Tasks waiting for the worker. A task that fails is retried automatically, each time after a longer wait."
      empty={{ title: "The queue is empty", text: "The worker has finished every task." }}
    />
  );
}
