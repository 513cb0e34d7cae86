import Link from "@/components/ui/link";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import type { ChargeOffRow } from "@/lib/lending/charge-off/charge-off-queries";
import { paymentHref } from "../../_parts/paths";
import { TransactionLink } from "../../_parts/references";

export function ChargeOffs({ chargeOffs }: { chargeOffs: ChargeOffRow[] }) {
  return (
    <Card>
      <CardHeader
        title="Charge-offs"
        description="Amounts in US dollars. Principal is a loss. Unpaid interest and fees were taken out of revenue."
      />
      <DataTable caption="Charge-offs" rows={chargeOffs} rowKey={({ id }) => id} columns={COLUMNS} />
    </Card>
  );
}

const COLUMNS: Column<ChargeOffRow>[] = [
  { header: "Date", rowHeader: true, cell: ({ on }) => <DateText on={on} short /> },
  {
    header: "Reason",
    cell: ({ reason, decidedBy, paymentOrderId }) =>
      paymentOrderId ? (
        <span>
          A payment was returned afterward:{" "}
          <Link className="link" href={paymentHref(paymentOrderId)}>
            payment order
          </Link>
        </span>
      ) : (
        <span className="wrap-break-word whitespace-pre-line">
          {reason} <span className="block text-muted">Decided by {decidedBy}</span>
        </span>
      ),
  },
  { header: "Transaction", cell: ({ transactionId }) => <TransactionLink id={transactionId} /> },
  { header: "Principal", numeric: true, cell: ({ parts }) => <Money amount={parts.principal} /> },
  { header: "Interest", numeric: true, cell: ({ parts }) => <Money amount={parts.interest} /> },
  { header: "Fees", numeric: true, cell: ({ parts }) => <Money amount={parts.fees} /> },
];
