import { hrefWith } from "@/app/_parts/href-with";
import { choice, listView } from "@/app/_parts/list/list-view";
import { writebackHref } from "@/app/admin/_parts/paths";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { balanceColumns } from "@/components/writeback/balance-columns";
import { reconciliationList, type BorrowerReconciliation } from "@/lib/writeback/pages/reconciliation-list";
import { LOG, RECONCILIATION } from "../desk-facts";

export const RECONCILIATIONS = listView({
  name: "reconciliation",
  permission: "writeback.see",
  path: RECONCILIATION,
  noun: ["borrower", "borrowers"],
  list: reconciliationList,
  filters: { only: choice("Show", [{ value: "differences", label: "Only differences" }], "All borrowers") },
  rowKey: ({ borrowerId }) => borrowerId,
  columns: [
    {
      header: "Borrower",
      rowHeader: true,
      sort: "name",
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
    {
      header: "Difference",
      numeric: true,
      sort: "-difference",
      cell: ({ difference }) => <Money amount={difference} />,
    },
    { header: "In progress", numeric: true, cell: ({ open }) => open },
    {
      header: "Held",
      numeric: true,
      sort: "-held",
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
      header: "Result",
      sort: "-differs",
      cell: ({ differs, parked, skipped }) => (
        <>
          <StatusBadge tone={differs ? "failed" : "posted"}>{differs ? "Differs" : "Agrees"}</StatusBadge>
          {parked > 0 && (
            <span className="block text-sm text-muted">
              {parked === 1 ? "1 entry" : `${parked} entries`} not written: writeback is off
            </span>
          )}
          {skipped > 0 && (
            <span className="block text-sm text-muted">
              {skipped === 1 ? "1 entry" : `${skipped} entries`} without bank feed lines: too old for the feed
            </span>
          )}
        </>
      ),
    },
  ],
  csv: {
    Borrower: ({ name }) => name,
    Software: ({ platformName }) => platformName,
    Loans: ({ loans }) => loans,
    "Owed by our ledger (USD)": ({ ledgerPrincipal }) => ledgerPrincipal,
    "Lender account as written (USD)": ({ pushedBalance }) => pushedBalance,
    "Bank feed (USD)": ({ feedBalance }) => feedBalance,
    "Difference (USD)": ({ difference }) => difference,
    "In progress": ({ open }) => open,
    Held: ({ held }) => held,
    "Not written": ({ parked }) => parked,
    "Without bank feed lines": ({ skipped }) => skipped,
    Result: ({ differs }) => (differs ? "Differs" : "Agrees"),
    "Borrower ID": ({ borrowerId }) => borrowerId,
  },
});
