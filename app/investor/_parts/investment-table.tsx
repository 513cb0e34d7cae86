import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money, Rate } from "@/components/ui/money";
import type { InvestmentSummary } from "@/lib/investing/queries";
import { InvestmentStatus } from "./investment-status";

/** Investments with what each holds now and will become; amounts lead to their entries. */
export function InvestmentTable({
  caption,
  investments,
  empty,
}: {
  caption: string;
  investments: InvestmentSummary[];
  empty?: ReactNode;
}) {
  return (
    <DataTable
      caption={caption}
      rows={investments}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        { header: "Investment", rowHeader: true, cell: (investment) => <Name {...investment} /> },
        { header: "Status", cell: (investment) => <InvestmentStatus {...investment} /> },
        {
          header: "Principal",
          numeric: true,
          cell: ({ id, balances }) => <ToEntries id={id} amount={balances.principal.posted} />,
        },
        {
          header: "Interest accrued",
          numeric: true,
          cell: ({ id, balances }) => <ToEntries id={id} amount={balances.interest.posted} />,
        },
        { header: "Matures on", cell: ({ maturesOn }) => <Maturity on={maturesOn} /> },
        {
          header: "At maturity",
          numeric: true,
          cell: ({ maturityAmount }) => <Money amount={maturityAmount} />,
        },
      ]}
    />
  );
}

function Name({ id, number, termMonths, annualRate }: InvestmentSummary) {
  return (
    <>
      <Link href={`/investor/investments/${id}`} className="link">
        Investment {number}
      </Link>
      <span className="block text-sm font-normal text-muted">
        {termMonths} months at <Rate rate={annualRate} />
      </span>
    </>
  );
}

function ToEntries({ id, amount }: { id: string; amount: string }) {
  return (
    <Link href={`/investor/investments/${id}#entries`} className="link">
      <Money amount={amount} />
    </Link>
  );
}

function Maturity({ on }: { on: string | null }) {
  return on ? <DateText on={on} short /> : <span className="text-muted">after the deposit clears</span>;
}
