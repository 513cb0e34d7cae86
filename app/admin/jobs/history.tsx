import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import type { JobRunRow } from "@/lib/jobs/queries";
import { jobName } from "../_parts/day-summary";
import { OlderNewer } from "../_parts/older-newer";
import { hrefWith } from "@/app/_parts/href-with";
import { RUN_COLUMNS } from "./run-cells";

const PATH = "/admin/jobs";

export function History({
  runs,
  jobs,
  job,
  before,
  next,
}: {
  runs: JobRunRow[];
  /** Jobs that have ever run. */
  jobs: string[];
  job: string | undefined;
  before: string | undefined;
  next: string | null | undefined;
}) {
  return (
    <Card id="history">
      <CardHeader title="History" description="Newest first." />
      {jobs.length > 0 && (
        <LinkTabs
          label="Jobs"
          items={[undefined, ...jobs].map((each) => ({
            label: each ? jobName(each) : "All",
            href: `${hrefWith(PATH, { job: each })}#history`,
            current: each === job,
          }))}
        />
      )}
      <DataTable
        caption="History"
        rows={runs}
        rowKey={({ id }) => id}
        columns={RUN_COLUMNS}
        empty={
          job ? (
            <EmptyState kind="no-results" title="No runs">
              {jobName(job)} has no runs on this page.
            </EmptyState>
          ) : (
            <EmptyState title="No job has run yet">
              Each run is listed with its results or its error.
            </EmptyState>
          )
        }
      />
      <OlderNewer path={PATH} filters={{ job }} before={before} next={next} />
    </Card>
  );
}
