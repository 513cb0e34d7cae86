import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { listJobRuns, listLastRuns, listQueuedJobs } from "@/lib/jobs/queries";
import { requireActor } from "@/lib/session";
import { mark, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { History } from "./history";
import { LastRuns } from "./last-runs";
import { Queue } from "./queue";

export const metadata: Metadata = { title: "Jobs" };

const PAGE = 50;

export default async function JobsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { job, before } = await readFilters({ job: searchText, before: mark }, searchParams);
  const [lastRuns, queue, runs] = await Promise.all([
    listLastRuns(),
    listQueuedJobs(),
    listJobRuns({ job, before: onlyDigits(before), limit: PAGE + 1 }),
  ]);
  const shown = runs.slice(0, PAGE);
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Jobs that run on each business date, and the worker's queue. A job runs once per date; running it again changes nothing."
      />
      <div className="grid gap-8">
        <LastRuns runs={lastRuns} />
        <Queue jobs={queue} />
        <History
          runs={shown}
          jobs={lastRuns.map((run) => run.job)}
          job={job}
          before={before}
          next={runs.length > PAGE ? shown.at(-1)?.id : null}
        />
      </div>
    </>
  );
}

function onlyDigits(text: string | undefined) {
  return text && /^\d{1,18}$/.test(text) ? text : undefined;
}
