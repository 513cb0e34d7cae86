import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Comparison } from "@/lib/lending/reading/admin-loans";

/** The schedule is kept outside the ledger. Both must agree to the cent. */
export function ScheduleAgainstLedger({ comparisons }: { comparisons: Comparison[] }) {
  return (
    <Card>
      <CardHeader
        title="Schedule against ledger"
        description="Balance by schedule and repayments, compared with the ledger."
      />
      <DataTable
        caption="Schedule against ledger"
        rows={comparisons}
        rowKey={({ label }) => label}
        empty={<CardBody className="text-muted">There is no schedule before disbursement.</CardBody>}
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
