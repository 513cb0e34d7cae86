import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { listHref, readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { LinkTabs } from "@/components/ui/link-tabs";
import { listLastRuns } from "@/lib/jobs/queries";
import { queuedJobList } from "@/lib/jobs/queued-jobs";
import { requirePermission } from "@/lib/session";
import { jobName } from "../_parts/day-summary";
import { LastRuns } from "./last-runs";
import { JOB_RUNS } from "./list";
import { Queue } from "./queue";

const TASKS_SHOWN = 10;

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("job.see");
  const [list, lastRuns, queue] = await Promise.all([
    readList(JOB_RUNS, searchParams),
    listLastRuns(),
    queuedJobList.page({ pageSize: TASKS_SHOWN }),
  ]);
  const jobs = lastRuns.map((run) => run.job);
  return (
    <ListPage
      list={list}
      title="Jobs"
      description="Work that runs on each business date, and the worker's queue. A job runs once per date; a second run finds it done."
      above={
        <div className="grid gap-8">
          <LastRuns runs={lastRuns} />
          <Queue jobs={queue.rows} total={queue.total} />
          {jobs.length > 0 && (
            <section aria-labelledby="history">
              <h2 id="history" className="mb-2 text-lg font-semibold">
                History
              </h2>
              <LinkTabs
                label="Jobs"
                items={[undefined, ...jobs].map((job) => ({
                  label: job ? jobName(job) : "All",
                  href: `${listHref(list, { filters: { job } })}#list`,
                  current: job === list.values.job,
                }))}
              />
            </section>
          )}
        </div>
      }
      empty={{ title: "No job has run yet", text: "Each run is recorded with its figures or its error." }}
    />
  );
}
