import Link from "@/components/ui/link";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { formatDate } from "@/components/ui/format-date";
import { formatMoney } from "@/components/ui/format-money";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { MoneyInput } from "@/components/ui/money-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { pendingApproval } from "@/lib/approvals/queries";
import { creditView, type CreditView } from "@/lib/lending/refunds/queries";
import { MOST_REFUND_ALONE } from "@/lib/lending/refunds/most-refund-alone";
import { d, Decimal } from "@/lib/money/money";
import { REFUND } from "@/lib/staff/kinds/refund";
import { PendingApproval } from "../../_parts/pending-approval";
import { paymentHref } from "../../_parts/paths";
import { MoneyBadge } from "../../_parts/statuses";
import { startRefundAction } from "./actions";

/** What we owe the borrower beyond the loan, and refunds; nothing for a loan that never had a credit balance. */
export async function Credit({ loanId }: { loanId: string }) {
  const credit = await creditView(loanId);
  if (!credit) return null;
  const pending = await pendingApproval(REFUND, loanId);
  return (
    <Card>
      <CardHeader
        title="Credit balance"
        description={`${formatMoney(credit.balance, "$")} is owed to the borrower. Up to ${formatMoney(MOST_REFUND_ALONE.toFixed(2), "$")} is sent by itself on ${formatDate(credit.refundOn)}, when the last payment is final.`}
      />
      <DataTable
        caption="Refunds"
        rows={credit.refunds}
        rowKey={({ id }) => id}
        columns={COLUMNS}
        empty={<EmptyState title="No refunds yet">Refunds appear here once they are started.</EmptyState>}
      />
      {pending && (
        <CardBody>
          <PendingApproval approval={pending} />
        </CardBody>
      )}
      {!pending && d(credit.balance).gt(0) && (
        <CardBody>
          <ActionForm
            action={startRefundAction}
            aria-label="Start a refund"
            success="The refund was started or proposed."
          >
            <input type="hidden" name="loanId" value={loanId} />
            <Field
              name="amount"
              label="Amount"
              hint="By ACH, to the account that the last payment came from."
            >
              <MoneyInput
                className="max-w-64"
                defaultValue={Decimal.min(d(credit.balance), MOST_REFUND_ALONE).toFixed(2)}
              />
            </Field>
            <Field
              name="reason"
              label="Reason"
              hint={`For more than ${formatMoney(MOST_REFUND_ALONE.toFixed(2), "$")}: what the accountant who approves it reads.`}
            >
              <Input maxLength={300} />
            </Field>
            <div>
              <SubmitButton variant="secondary" pendingLabel="Starting…">
                Start refund
              </SubmitButton>
            </div>
          </ActionForm>
        </CardBody>
      )}
    </Card>
  );
}

const COLUMNS: Column<CreditView["refunds"][number]>[] = [
  { header: "Started", rowHeader: true, cell: ({ startedOn }) => <DateText on={startedOn} short /> },
  { header: "Status", cell: ({ status }) => <MoneyBadge status={status} /> },
  {
    header: "Payment order",
    cell: ({ paymentOrderId }) =>
      paymentOrderId && (
        <Link className="link" href={paymentHref(paymentOrderId)}>
          Payment order
        </Link>
      ),
  },
  { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
];
