import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money, Rate } from "@/components/ui/money";
import type { OfferRow } from "@/lib/lending/application/admin-applications";
import { OfferBadge } from "../../_parts/statuses";
import { count, words } from "@/app/_parts/words";

export function OffersTable({ offers }: { offers: OfferRow[] }) {
  return (
    <Card>
      <CardHeader title="Offers" description="As disclosed. Amounts in US dollars." />
      <DataTable caption="Offers" rows={offers} rowKey={({ id }) => id} columns={COLUMNS} />
    </Card>
  );
}

const COLUMNS: Column<OfferRow>[] = [
  {
    header: "Offer",
    rowHeader: true,
    cell: ({ termMonths, method }) => `${count(termMonths, "month")}, ${words(method).toLowerCase()}`,
  },
  { header: "Status", cell: ({ status }) => <OfferBadge status={status} /> },
  {
    header: "Monthly payment",
    numeric: true,
    cell: ({ monthlyPayment }) => <Money amount={monthlyPayment} />,
  },
  { header: "Rate", numeric: true, cell: ({ annualRate }) => <Rate rate={annualRate} /> },
  { header: "APR", numeric: true, cell: ({ apr }) => <span className="tnum">{apr}%</span> },
  { header: "Fee", numeric: true, cell: ({ originationFee }) => <Money amount={originationFee} /> },
  { header: "Finance charge", numeric: true, cell: ({ financeCharge }) => <Money amount={financeCharge} /> },
  {
    header: "Total of payments",
    numeric: true,
    cell: ({ totalOfPayments }) => <Money amount={totalOfPayments} />,
  },
  { header: "Expires", cell: ({ expiresOn }) => <DateText on={expiresOn} short /> },
];
