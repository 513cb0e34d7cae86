import { DataTable, type Column } from "@/components/ui/data-table";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ComparedFact } from "@/lib/approvals/facts";

/** What the proposer saw; while it waits, beside what is true now. */
export function FactsTable({ facts, isOpen }: { facts: ComparedFact[]; isOpen: boolean }) {
  const columns: Column<ComparedFact>[] = [
    { header: "Fact", rowHeader: true, cell: ({ label }) => label },
    { header: "When proposed", cell: ({ then }) => <span className="figures">{then ?? "None"}</span> },
    ...(isOpen
      ? [
          {
            header: "Now",
            cell: ({ now, hasChanged }: ComparedFact) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                <span className="figures">{now ?? "None"}</span>
                {hasChanged && <StatusBadge tone="failed">Changed</StatusBadge>}
              </span>
            ),
          },
        ]
      : []),
  ];
  return <DataTable caption="What it does" rows={facts} rowKey={({ label }) => label} columns={columns} />;
}
