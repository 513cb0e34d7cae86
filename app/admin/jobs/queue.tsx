import { count } from "@/app/_parts/words";
import { Card, CardFooter, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import type { QueuedJob } from "@/lib/jobs/queued-jobs";
import { QUEUE } from "./queue/list";

/** The first tasks of the queue, and the way to all of them. */
export function Queue({ jobs, total }: { jobs: QueuedJob[]; total: number }) {
  return (
    <Card>
      <CardHeader
        title="Queue"
        description="Tasks waiting for the worker. A task that fails is retried automatically, each time after a longer wait."
      />
      <DataTable
        caption="Queue"
        rows={jobs}
        rowKey={QUEUE.rowKey}
        columns={QUEUE.columns}
        empty={<EmptyState title="The queue is empty">The worker has finished every task.</EmptyState>}
      />
      {total > jobs.length && (
        <CardFooter>
          <Link className="link" href={QUEUE.path}>
            All {count(total, "task")}
          </Link>
        </CardFooter>
      )}
    </Card>
  );
}
