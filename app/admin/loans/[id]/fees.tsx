import Link from "@/components/ui/link";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatDate } from "@/components/ui/format-date";
import { formatMoney } from "@/components/ui/format-money";
import { listFees, type LoanFeeRow } from "@/lib/lending/delinquency/fee-queries";
import { MOST_WAIVED_PER_YEAR, WAIVER_REASONS } from "@/lib/lending/delinquency/waive-fee";
import type { LoanAdmin } from "@/lib/lending/reading/admin-loans";
import { paymentHref } from "../../_parts/paths";
import { TransactionLink } from "../../_parts/references";
import { waiveFeeAction } from "./actions";

/** Fees of the loan, and the form to waive one. */
export async function Fees({ loan }: { loan: LoanAdmin }) {
  const fees = await listFees(loan.id);
  const open = fees.filter(({ waivedOn }) => !waivedOn);
  return (
    <Card>
      <CardHeader
        title="Fees"
        description={
          loan.hasLateCharge
            ? "Oldest first, amounts in US dollars. A late fee is charged once per installment."
            : "This loan was signed without a late charge: it never has one."
        }
      />
      <DataTable
        caption="Fees"
        rows={fees}
        rowKey={({ id }) => id}
        columns={COLUMNS}
        empty={<EmptyState title="No fees">Late and returned payment fees appear here.</EmptyState>}
      />
      {open.length > 0 && <WaiveForm loan={loan} fees={open} />}
    </Card>
  );
}

function WaiveForm({ loan, fees }: { loan: LoanAdmin; fees: LoanFeeRow[] }) {
  if (loan.status === "CHARGED_OFF")
    return (
      <CardBody>
        <p className="max-w-prose text-muted">
          No fee can be waived: this loan is charged off, and its fees with it.
        </p>
      </CardBody>
    );
  return (
    <CardBody>
      <ActionForm action={waiveFeeAction} aria-label="Waive a fee" success="The fee was waived.">
        <input type="hidden" name="loanId" value={loan.id} />
        <Field
          name="feeId"
          label="Fee to waive"
          hint={`One person may waive up to ${formatMoney(MOST_WAIVED_PER_YEAR.toFixed(2), "$")} on a loan in a calendar year.`}
        >
          <Select>
            {fees.map(({ id, kind, installmentNumber, amount, assessedOn }) => (
              <option key={id} value={id}>
                {`${kind === "LATE" ? `Late fee, installment ${installmentNumber}` : "Returned payment"}: ${formatMoney(amount, "$")} of ${formatDate(assessedOn)}`}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="reason" label="Reason">
          <Select>
            {Object.entries(WAIVER_REASONS).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="note" label="Note" hint="Recorded in the audit log with your name.">
          <Input maxLength={200} />
        </Field>
        <div>
          <SubmitButton variant="secondary" pendingLabel="Waiving…">
            Waive fee
          </SubmitButton>
        </div>
      </ActionForm>
    </CardBody>
  );
}

const COLUMNS: Column<LoanFeeRow>[] = [
  {
    header: "Fee",
    rowHeader: true,
    cell: ({ kind, installmentNumber, assessedOn, paymentOrderId }) => (
      <>
        {kind === "LATE" ? `Late fee, installment ${installmentNumber}` : "Returned payment"},{" "}
        <DateText on={assessedOn} short />
        {paymentOrderId && (
          <Link className="link block" href={paymentHref(paymentOrderId)}>
            Payment order
          </Link>
        )}
      </>
    ),
  },
  {
    header: "Waived",
    cell: ({ waivedOn, waivedBy, waiverReason, waiverNote }) =>
      waivedOn && (
        <span className="wrap-break-word">
          <DateText on={waivedOn} short />
          <span className="block text-muted">
            {WAIVER_REASONS[waiverReason as keyof typeof WAIVER_REASONS] ?? waiverReason}, by {waivedBy}:{" "}
            {waiverNote}
          </span>
        </span>
      ),
  },
  { header: "Transaction", cell: ({ transactionId }) => <TransactionLink id={transactionId} /> },
  { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
  { header: "Paid", numeric: true, cell: ({ paid }) => <Money amount={paid} /> },
  { header: "Owed", numeric: true, cell: ({ unpaid }) => <Money amount={unpaid} /> },
];
