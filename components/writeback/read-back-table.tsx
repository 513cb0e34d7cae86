import { DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ReadBackLine } from "@/lib/writeback/pages/read-back";
import { OPERATION_KIND_WORDS } from "@/lib/writeback/codat/words";

/** Record by record, what differs first. */
export function ReadBackTable({ lines }: { lines: ReadBackLine[] }) {
  return (
    <DataTable
      caption="Records read back"
      rows={lines.toSorted((a, b) => Number(b.differs) - Number(a.differs))}
      rowKey={({ reference, kind }) => `${reference} ${kind}`}
      columns={[
        {
          header: "Reference",
          rowHeader: true,
          cell: ({ reference }) => <span className="figures">{reference}</span>,
        },
        { header: "Record", cell: ({ kind }) => OPERATION_KIND_WORDS[kind] },
        { header: "Written", numeric: true, cell: ({ pushed }) => amount(pushed) },
        { header: "In the books", numeric: true, cell: ({ found }) => amount(found) },
        {
          header: "Result",
          cell: ({ differs, words }) => (
            <div>
              <StatusBadge tone={differs ? "failed" : "posted"}>{differs ? "Differs" : "Agrees"}</StatusBadge>
              {words && <p className="text-sm">{words}</p>}
            </div>
          ),
        },
      ]}
    />
  );
}

function amount(value: string | null) {
  return value === null ? "None" : <Money amount={value} />;
}
