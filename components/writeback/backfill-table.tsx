import { Alert } from "@/components/ui/alert";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import type { BackfillPreview } from "@/lib/writeback/pages/queries";

/** Everything that switching on would write of what has happened before. */
export function BackfillTable({ preview: { events, total, blocked } }: { preview: BackfillPreview }) {
  return (
    <div className="grid grid-cols-1 gap-3">
      {blocked > 0 && (
        <Alert tone="pending" title={`${blocked} of these get no bank feed lines`}>
          We write their transfers and costs but leave out the bank feed lines, because the software accepts
          them for recent dates only. The reconciliation shows the difference. The reason is shown for each
          entry.
        </Alert>
      )}
      <DataTable
        caption="What would be written"
        rows={events}
        rowKey={({ id }) => id}
        columns={[
          { header: "Date", cell: ({ occurredOn }) => <DateText on={occurredOn} short /> },
          { header: "Entry", rowHeader: true, cell: ({ kindWords }) => kindWords },
          { header: "Loan", cell: ({ loanNumber }) => loanNumber },
          { header: "Cash", numeric: true, cell: ({ cash }) => <Money amount={cash} /> },
          { header: "Interest and fees", numeric: true, cell: ({ charge }) => <Money amount={charge} /> },
          { header: "Note", cell: ({ blocked: why }) => why ?? "" },
        ]}
      />
      {total > events.length && (
        <p className="text-sm text-muted">
          These are the first {events.length} of {total}.
        </p>
      )}
    </div>
  );
}
