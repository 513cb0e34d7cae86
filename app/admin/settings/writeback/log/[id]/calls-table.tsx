import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import type { CallRow } from "@/lib/writeback/log-queries";

export function CallsTable({ calls, timeZone }: { calls: CallRow[]; timeZone: string }) {
  return (
    <DataTable
      caption="Calls"
      rows={calls}
      rowKey={({ id }) => id}
      empty={<EmptyState title="No call has been made for this entry yet" />}
      columns={[
        { header: "When", cell: ({ at }) => <InstantText at={at} timeZone={timeZone} /> },
        {
          header: "Request",
          rowHeader: true,
          cell: ({ method, path }) => (
            <span className="figures wrap-anywhere">
              {method} {path}
            </span>
          ),
        },
        {
          header: "Answer",
          cell: ({ httpStatus, outcome, note, durationMs }) => (
            <>
              {httpStatus ?? "None"}: {outcome}, {durationMs} ms
              {note && <span className="block text-sm text-muted">{note}</span>}
            </>
          ),
        },
        {
          header: "Request key and correlation id",
          cell: ({ idempotencyKey, correlationId }) => (
            <span className="figures wrap-anywhere">
              {idempotencyKey ?? "No key"}
              <span className="block">{correlationId ?? "No correlation id"}</span>
            </span>
          ),
        },
      ]}
    />
  );
}
