import Link from "@/components/ui/link";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money, Rate } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { InvestmentOptionAdminRow } from "@/lib/investing/option-queries";
import { hrefWith } from "@/app/_parts/href-with";
import { count } from "@/app/_parts/words";
import { WithdrawOption } from "./withdraw-option";

export function OptionsTable({ options }: { options: InvestmentOptionAdminRow[] }) {
  return <DataTable caption="Investment options" rows={options} rowKey={({ id }) => id} columns={COLUMNS} />;
}

const COLUMNS: Column<InvestmentOptionAdminRow>[] = [
  {
    header: "Term",
    rowHeader: true,
    cell: ({ termMonths }) => <span className="whitespace-nowrap">{count(termMonths, "month")}</span>,
  },
  { header: "Rate", numeric: true, cell: ({ annualRate }) => <Rate rate={annualRate} /> },
  { header: "Smallest", numeric: true, cell: ({ minimum }) => <Money amount={minimum} /> },
  { header: "Largest", numeric: true, cell: ({ maximum }) => <Money amount={maximum} /> },
  {
    header: "Investments",
    numeric: true,
    cell: ({ id, investments }) => (
      <Link className="link" href={hrefWith("/admin/investments", { optionId: id })}>
        {investments}
      </Link>
    ),
  },
  { header: "Invested", numeric: true, cell: ({ invested }) => <Money amount={invested} /> },
  {
    header: "Status",
    cell: ({ isOffered, withdrawnOn }) =>
      isOffered ? (
        <StatusBadge tone="posted">Offered</StatusBadge>
      ) : (
        <span className="block">
          <StatusBadge tone="voided">Withdrawn</StatusBadge>
          {withdrawnOn && (
            <span className="block text-muted">
              <DateText on={withdrawnOn} short />
            </span>
          )}
        </span>
      ),
  },
  { header: "Action", bare: true, cell: (option) => option.isOffered && <WithdrawOption option={option} /> },
];
