import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import type { ListColumn } from "@/app/_parts/list/list-view";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money, Rate } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { loanList, LoanRow } from "@/lib/lending/reading/admin-loans";
import type { SortKeyOf } from "@/lib/list";
import { loanHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { BalanceLink } from "../_parts/references";
import { LoanBadge } from "../_parts/statuses";
import { count } from "@/app/_parts/words";

export function LoansTable({ rows, empty }: { rows: LoanRow[]; empty?: ReactNode }) {
  return (
    <DataTable caption="Loans" rows={rows} rowKey={({ id }) => id} columns={LOAN_COLUMNS} empty={empty} />
  );
}

export const LOAN_COLUMNS: ListColumn<LoanRow, SortKeyOf<typeof loanList>>[] = [
  {
    header: "Loan",
    rowHeader: true,
    sort: "-number",
    cell: ({ id, number }) => (
      <Link className="link figures" href={loanHref(id)}>
        {number}
      </Link>
    ),
  },
  {
    header: "Borrower",
    sort: "borrower",
    cell: ({ borrowerId, borrowerName }) => <PersonLink id={borrowerId} name={borrowerName} />,
  },
  {
    header: "Status",
    sort: "status",
    cell: ({ status, daysPastDue }) => (
      <span className="flex flex-wrap gap-1 max-sm:justify-end">
        <LoanBadge status={status} />
        <LateBadge days={daysPastDue} />
      </span>
    ),
  },
  {
    header: "Terms",
    sort: "rate",
    cell: ({ termMonths, annualRate }) => (
      <>
        {count(termMonths, "month")} at <Rate rate={annualRate} />
      </>
    ),
  },
  {
    header: "Next due",
    cell: ({ nextDue, onItsWay }) => (
      <span>
        {nextDue && (
          <>
            <Money amount={nextDue.amount} /> on <DateText on={nextDue.dueOn} short />
          </>
        )}
        {/[1-9]/.test(onItsWay) && (
          <span className="block text-sm text-muted">
            if <Money amount={onItsWay} /> pending clears
          </span>
        )}
      </span>
    ),
  },
  {
    header: "Lent",
    numeric: true,
    sort: "-principal",
    cell: ({ principal }) => <Money amount={principal} />,
  },
  {
    header: "Principal owed",
    numeric: true,
    cell: ({ balances: { principal } }) => <BalanceLink code={principal.code} amount={principal.posted} />,
  },
  {
    header: "Interest owed",
    numeric: true,
    cell: ({ balances: { interest } }) => <BalanceLink code={interest.code} amount={interest.posted} />,
  },
];

export function LateBadge({ days }: { days: number }) {
  return days > 0 && <StatusBadge tone="failed">{count(days, "day")} past due</StatusBadge>;
}
