import Link from "@/components/ui/link";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { InvestmentPayment } from "@/lib/investing/queries";
import { RAILS } from "@/lib/payments/rails";
import { paymentHref } from "../../_parts/paths";
import { Code } from "../../_parts/references";
import { PaymentBadge } from "../../_parts/statuses";
import { words } from "@/app/_parts/words";

export function InvestmentPayments({ payments }: { payments: InvestmentPayment[] }) {
  return (
    <Card>
      <CardHeader title="Payment orders" />
      <DataTable
        caption="Payment orders, amounts in US dollars"
        rows={payments}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No payment orders yet">The deposit is the first one.</EmptyState>}
        columns={[
          {
            header: "Payment order",
            rowHeader: true,
            cell: ({ id, number, kind }) => (
              <Link className="link" href={paymentHref(id)}>
                {words(kind)} {number}
              </Link>
            ),
          },
          { header: "Status", cell: ({ status }) => <PaymentBadge status={status} /> },
          { header: "Rail", cell: ({ rail }) => RAILS[rail].label },
          { header: "Reference", cell: ({ reference }) => <Code>{reference}</Code> },
          { header: "Created", cell: ({ createdOn }) => <DateText on={createdOn} short /> },
          { header: "Settled", cell: ({ settledOn }) => settledOn && <DateText on={settledOn} short /> },
          { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
        ]}
      />
    </Card>
  );
}
