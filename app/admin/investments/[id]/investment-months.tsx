import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { Td, TFoot, Th, Tr } from "@/components/ui/table";
import type { InvestmentPage } from "@/lib/investing/queries";
import { TransactionLink } from "../../_parts/references";

/** Interest by month: credited months from the ledger, future months from the terms. */
export function InvestmentMonths({ investment }: { investment: InvestmentPage }) {
  return (
    <Card>
      <CardHeader
        title="Interest by month"
        description="Credited months come from the ledger. Future months follow from the terms."
      />
      <DataTable
        caption="Interest by month"
        rows={investment.months}
        rowKey={({ period }) => period}
        columns={[
          { header: "Month", rowHeader: true, cell: ({ period }) => period },
          { header: "Due", cell: ({ dueOn }) => dueOn && <DateText on={dueOn} short /> },
          {
            header: "Status",
            cell: ({ isCredited }) =>
              isCredited ? (
                <StatusBadge tone="posted">Credited</StatusBadge>
              ) : (
                <StatusBadge tone="voided">Upcoming</StatusBadge>
              ),
          },
          {
            header: "Transaction",
            cell: ({ transactionId }) => transactionId && <TransactionLink id={transactionId} />,
          },
          { header: "Interest", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
        ]}
        footer={
          <TFoot>
            <Tr>
              <Th scope="row" role="rowheader" colSpan={4}>
                Total
              </Th>
              <Td numeric label="Interest">
                <Money amount={investment.totalInterest} />
              </Td>
            </Tr>
          </TFoot>
        }
      />
    </Card>
  );
}
