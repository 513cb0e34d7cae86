import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { JobRunRow } from "@/lib/jobs/queries";
import { RUN_COLUMNS } from "./run-cells";

export function LastRuns({ runs }: { runs: JobRunRow[] }) {
  return (
    <Card>
      <CardHeader title="Last run of each job" />
      <DataTable
        caption="Last run of each job"
        rows={runs}
        rowKey={({ job }) => job}
        columns={RUN_COLUMNS}
        empty={
          <EmptyState title="No job has run yet">
            Jobs run when the business date moves. Each run is recorded here.
          </EmptyState>
        }
      />
    </Card>
  );
}
