import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money, Rate } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { LoanRow } from "@/lib/lending/reading/admin-loans";
import { loanHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { BalanceLink } from "../_parts/references";
import { LoanBadge } from "../_parts/statuses";
import { count } from "@/app/_parts/words";

export function LoansTable({ rows, empty }: { rows: LoanRow[]; empty?: ReactNode }) {
  return <DataTable caption="Loans" rows={rows} rowKey={({ id }) => id} columns={COLUMNS} empty={empty} />;
}

const COLUMNS: Column<LoanRow>[] = [
  {
    header: "Loan",
    rowHeader: true,
    cell: ({ id, number }) => (
      <Link className="link figures" href={loanHref(id)}>
        {number}
      </Link>
    ),
  },
  {
    header: "Borrower",
    cell: ({ borrowerId, borrowerName }) => <PersonLink id={borrowerId} name={borrowerName} />,
  },
  {
    header: "Status",
    cell: ({ status, daysPastDue }) => (
      <span className="flex flex-wrap gap-1 max-sm:justify-end">
        <LoanBadge status={status} />
        <LateBadge days={daysPastDue} />
      </span>
    ),
  },
  {
    header: "Terms",
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
  { header: "Lent", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
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
  return days > 0 && <StatusBadge tone="failed">{count(days, "day")} late</StatusBadge>;
}
