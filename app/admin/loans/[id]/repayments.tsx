import Link from "@/components/ui/link";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { RepaymentRow } from "@/lib/lending/reading/admin-loans";
import { paymentHref } from "../../_parts/paths";
import { TransactionLink } from "../../_parts/references";
import { MoneyBadge } from "../../_parts/statuses";
import { words } from "@/app/_parts/words";

export function Repayments({ repayments }: { repayments: RepaymentRow[] }) {
  return (
    <Card>
      <CardHeader title="Repayments" description="Newest first, amounts in US dollars." />
      <DataTable
        caption="Repayments"
        rows={repayments}
        rowKey={({ id }) => id}
        columns={COLUMNS}
        empty={
          <EmptyState title="No repayments yet">
            Repayments by autopay or by the borrower appear here.
          </EmptyState>
        }
      />
    </Card>
  );
}

const COLUMNS: Column<RepaymentRow>[] = [
  {
    header: "Repayment",
    rowHeader: true,
    cell: ({ kind, isAutopay, submittedOn }) => (
      <>
        {words(kind)}
        {isAutopay && " by autopay"}, <DateText on={submittedOn} short />
      </>
    ),
  },
  { header: "Status", cell: ({ status }) => <MoneyBadge status={status} /> },
  { header: "Posted", cell: ({ postedOn }) => postedOn && <DateText on={postedOn} short /> },
  {
    header: "Payment order",
    cell: ({ paymentOrderId }) =>
      paymentOrderId && (
        <Link className="link" href={paymentHref(paymentOrderId)}>
          Payment order
        </Link>
      ),
  },
  {
    header: "Transaction",
    cell: ({ transactionId }) => transactionId && <TransactionLink id={transactionId} />,
  },
  { header: "Fees", numeric: true, cell: ({ parts }) => <Money amount={parts.fees} /> },
  { header: "Interest", numeric: true, cell: ({ parts }) => <Money amount={parts.interest} /> },
  { header: "Principal", numeric: true, cell: ({ parts }) => <Money amount={parts.principal} /> },
  {
    header: "Ahead of schedule",
    numeric: true,
    cell: ({ extraPrincipal }) => <Money amount={extraPrincipal} />,
  },
  { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
];
