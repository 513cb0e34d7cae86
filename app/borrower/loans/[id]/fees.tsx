import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { listFees, type LoanFeeRow } from "@/lib/lending/delinquency/fee-queries";

/** Fees of the loan; nothing where there are none. */
export async function Fees({ loanId }: { loanId: string }) {
  const fees = await listFees(loanId);
  if (fees.length === 0) return null;
  return (
    <Card aria-labelledby="fees">
      <CardHeader
        id="fees"
        title="Fees"
        description="Amounts in US dollars. Each is charged once and bears no interest."
      />
      <DataTable caption="Fees" rows={fees} rowKey={({ id }) => id} columns={COLUMNS} />
    </Card>
  );
}

const COLUMNS: Column<LoanFeeRow>[] = [
  {
    header: "Fee",
    rowHeader: true,
    cell: ({ kind, installmentNumber, assessedOn, waivedOn }) => (
      <>
        {kind === "LATE" ? `Late fee, installment ${installmentNumber}` : "Returned payment"},{" "}
        <DateText on={assessedOn} short />
        {waivedOn && (
          <span className="block text-muted">
            Waived on <DateText on={waivedOn} short />
          </span>
        )}
      </>
    ),
  },
  { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
  { header: "Paid", numeric: true, cell: ({ paid }) => <Money amount={paid} /> },
  { header: "Owed", numeric: true, cell: ({ unpaid }) => <Money amount={unpaid} /> },
];
