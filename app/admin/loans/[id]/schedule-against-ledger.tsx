import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Comparison } from "@/lib/lending/reading/admin-loans";

/** The schedule lives outside the ledger; what both say must be the same to the cent. */
export function ScheduleAgainstLedger({ comparisons }: { comparisons: Comparison[] }) {
  return (
    <Card>
      <CardHeader
        title="Schedule against ledger"
        description="What the schedule and the repayments that stand leave, beside what the ledger says."
      />
      <DataTable
        caption="Schedule against ledger"
        rows={comparisons}
        rowKey={({ label }) => label}
        empty={<CardBody className="text-muted">There is no schedule before the money is paid out.</CardBody>}
        columns={[
          { header: "Figure", rowHeader: true, cell: ({ label }) => label },
          { header: "Ledger", numeric: true, cell: ({ ledger }) => <Money amount={ledger} /> },
          { header: "Schedule", numeric: true, cell: ({ expected }) => <Money amount={expected} /> },
          {
            header: "Result",
            cell: ({ ledger, expected }) =>
              ledger === expected ? (
                <StatusBadge tone="posted">Equal</StatusBadge>
              ) : (
                <StatusBadge tone="failed">Different</StatusBadge>
              ),
          },
        ]}
      />
    </Card>
  );
}
