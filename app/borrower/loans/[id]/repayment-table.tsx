import Link from "@/components/ui/link";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { LoanView, RepaymentView } from "@/lib/lending/reading/loan-queries";
import { StateBadge } from "../../_parts/badge";
import { REPAYMENT_KIND, REPAYMENT_STATUS } from "../../_parts/words";

/** Everything the borrower has paid or tried to pay, newest first. */
export function RepaymentTable({ loan }: { loan: LoanView }) {
  return (
    <Card aria-labelledby="payments">
      <CardHeader id="payments" title="Payments" description="In US dollars." />
      <DataTable
        caption="Your payments"
        rows={loan.repayments}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No payments yet">Payments appear here as soon as you submit them.</EmptyState>
        }
        columns={[
          { header: "Submitted", rowHeader: true, cell: (repayment) => <Submitted repayment={repayment} /> },
          { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
          { header: "Interest", numeric: true, cell: ({ parts }) => <Money amount={parts.interest} /> },
          { header: "Principal", numeric: true, cell: ({ parts }) => <Money amount={parts.principal} /> },
          {
            header: "Kind",
            cell: ({ kind, isAutopay }) => (isAutopay ? "Autopay" : REPAYMENT_KIND[kind]),
          },
          { header: "Status", cell: (repayment) => <Status repayment={repayment} /> },
        ]}
      />
    </Card>
  );
}

function Submitted({ repayment: { submittedOn, paymentOrderId } }: { repayment: RepaymentView }) {
  const date = <DateText on={submittedOn} short />;
  if (!paymentOrderId) return date;
  return (
    <Link href={`/borrower/payments/${paymentOrderId}`} className="link">
      {date}
    </Link>
  );
}

function Status({ repayment: { status, postedOn } }: { repayment: RepaymentView }) {
  return (
    <span>
      <StateBadge state={REPAYMENT_STATUS[status]} />
      {status === "POSTED" && postedOn && (
        <span className="ml-2 text-muted">
          <DateText on={postedOn} short />
        </span>
      )}
    </span>
  );
}
