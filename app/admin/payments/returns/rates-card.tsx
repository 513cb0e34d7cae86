import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import Link from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import type { IsoDate } from "@/lib/calendar/dates";
import { FEWEST_DEBITS, type RateLevel, type ReturnRate } from "@/lib/payments/return-rates";
import { CATEGORY_WORDS } from "./words";

const LEVELS: Readonly<
  Record<RateLevel, { tone: "posted" | "pending" | "failed" | "voided"; label: string }>
> = {
  OK: { tone: "posted", label: "Within limit" },
  WARNING: { tone: "pending", label: "Near limit" },
  BREACH: { tone: "failed", label: "Above limit" },
  FEW: { tone: "voided", label: `Fewer than ${FEWEST_DEBITS} debits` },
};

/** Return rates with their limits; each count leads to the payments that it counts. */
export function RatesCard({ title, rates, on }: { title: string; rates: ReturnRate[]; on: IsoDate }) {
  return (
    <Card>
      <CardHeader title={title} description="ACH debits settled in the last 60 days." />
      <CardBody>
        <DataTable
          caption={title}
          rows={rates}
          rowKey={({ category }) => category}
          columns={columnsOf(on)}
          empty={<p className="text-muted">No debits in the last 60 days.</p>}
        />
      </CardBody>
    </Card>
  );
}

const columnsOf = (on: IsoDate): Column<ReturnRate>[] => [
  { header: "Returns", rowHeader: true, cell: ({ category }) => CATEGORY_WORDS[category] },
  {
    header: "Returned",
    numeric: true,
    cell: ({ category, returned }) => (
      <Link className="link" href={`/admin/payments?counted=${category}&countedOn=${on}`}>
        {returned}
      </Link>
    ),
  },
  {
    header: "Debits",
    numeric: true,
    cell: ({ debits }) => (
      <Link className="link" href={`/admin/payments?counted=debits&countedOn=${on}`}>
        {debits}
      </Link>
    ),
  },
  { header: "Rate", numeric: true, cell: ({ rate }) => `${rate}%` },
  { header: "Limit", numeric: true, cell: ({ limit }) => `${limit}%` },
  {
    header: "Status",
    cell: ({ level }) => <StatusBadge tone={LEVELS[level].tone}>{LEVELS[level].label}</StatusBadge>,
  },
];
