import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ReconciliationRow } from "@/lib/writeback/pages/reconciliation";
import { balanceColumns } from "./balance-columns";

/** Loan by loan: what our ledger says is owed, and what the records and the bank feed in the books come to. */
export function ReconciliationTable({
  rows,
  loan,
}: {
  rows: ReconciliationRow[];
  loan: (row: ReconciliationRow) => ReactNode;
}) {
  return (
    <DataTable
      caption="Ledger and books"
      rows={rows}
      rowKey={({ loanId }) => loanId}
      empty={
        <EmptyState title="Nothing to compare yet">
          Loans appear here after their first transaction.
        </EmptyState>
      }
      columns={[
        {
          header: "Loan",
          rowHeader: true,
          cell: (row) => <span className="whitespace-nowrap">{loan(row)}</span>,
        },
        ...balanceColumns<ReconciliationRow>(),
        { header: "Waiting", numeric: true, cell: ({ waiting }) => waiting },
        {
          header: "Result",
          cell: ({ differs, explanation }) => (
            <div>
              <StatusBadge tone={differs ? "failed" : "posted"}>{differs ? "Differs" : "Agrees"}</StatusBadge>
              {explanation && <p className="text-sm">{explanation}</p>}
            </div>
          ),
        },
      ]}
    />
  );
}
