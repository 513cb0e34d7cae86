import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import type { QueuedJob } from "@/lib/jobs/queries";
import { Code } from "../_parts/references";
import { words } from "@/app/_parts/words";

/** What the worker still has to do; tasks that failed come first, with their error. */
export function Queue({ jobs }: { jobs: QueuedJob[] }) {
  return (
    <Card>
      <CardHeader
        title="Queue"
        description="Tasks waiting for the worker. A task that fails is retried automatically, each time after a longer wait."
      />
      <DataTable
        caption="Queue"
        rows={jobs}
        rowKey={({ id }) => id}
        empty={<EmptyState title="The queue is empty">The worker has finished every task.</EmptyState>}
        columns={[
          { header: "Task", rowHeader: true, cell: ({ task }) => words(task) },
          { header: "Status", cell: (job) => <State {...job} /> },
          {
            header: "Attempts",
            numeric: true,
            cell: ({ attempts, maxAttempts }) => `${attempts} of ${maxAttempts}`,
          },
          { header: "Next attempt (server time)", cell: ({ runAt }) => <InstantText bare at={runAt} /> },
          {
            header: "Last error",
            cell: ({ lastError }) => lastError && <Code className="text-failed">{firstLine(lastError)}</Code>,
          },
        ]}
      />
    </Card>
  );
}

function State({ attempts, maxAttempts, lastError }: QueuedJob) {
  if (!lastError) return <StatusBadge tone="pending">Waiting</StatusBadge>;
  if (attempts >= maxAttempts) return <StatusBadge tone="failed">Failed, no more retries</StatusBadge>;
  return <StatusBadge tone="failed">Failed, will retry</StatusBadge>;
}

/** The remaining lines of an error are a stack trace, which belongs in the log. */
function firstLine(error: string) {
  return error.split("\n", 1)[0];
}
