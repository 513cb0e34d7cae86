import { hrefWith } from "@/app/_parts/href-with";
import { writebackHref } from "@/app/admin/_parts/paths";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { balanceColumns } from "@/components/writeback/balance-columns";
import type { BorrowerReconciliation } from "@/lib/writeback/pages/reconciliation-list";
import { LOG } from "../desk-facts";

export function ReconciliationList({
  rows,
  isFiltered,
}: {
  rows: BorrowerReconciliation[];
  isFiltered: boolean;
}) {
  return (
    <DataTable
      caption="Borrowers, ledger and books"
      rows={rows}
      rowKey={({ borrowerId }) => borrowerId}
      empty={
        isFiltered ? (
          <EmptyState kind="no-results" title="No borrower's books differ from our ledger" />
        ) : (
          <EmptyState title="Nobody has connected accounting software yet">
            Each borrower who does stands here with what they owe and what was written.
          </EmptyState>
        )
      }
      columns={[
        {
          header: "Borrower",
          rowHeader: true,
          cell: ({ borrowerId, name, platformName }) => (
            <>
              <Link className="link" href={`${writebackHref(borrowerId)}/reconciliation`}>
                {name}
              </Link>
              <span className="block text-sm font-normal text-muted">{platformName}</span>
            </>
          ),
        },
        ...balanceColumns<BorrowerReconciliation>(),
        { header: "Difference", numeric: true, cell: ({ difference }) => <Money amount={difference} /> },
        { header: "On the way", numeric: true, cell: ({ open }) => open },
        {
          header: "Held",
          numeric: true,
          cell: ({ borrowerId, held }) =>
            held === 0 ? (
              "0"
            ) : (
              <Link className="link" href={hrefWith(LOG, { borrowerId, state: "HELD" })}>
                {held}
                <span className="sr-only"> held</span>
              </Link>
            ),
        },
        {
          header: "Verdict",
          cell: ({ differs, parked, skipped }) => (
            <>
              <StatusBadge tone={differs ? "failed" : "posted"}>{differs ? "Differs" : "Agrees"}</StatusBadge>
              {parked > 0 && (
                <span className="block text-sm text-muted">
                  {parked === 1 ? "1 entry" : `${parked} entries`} not written: switched off
                </span>
              )}
              {skipped > 0 && (
                <span className="block text-sm text-muted">
                  {skipped === 1 ? "1 entry" : `${skipped} entries`} without bank feed lines: too old for the
                  feed
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
