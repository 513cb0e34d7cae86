import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { LoanAdmin, ScheduleRow } from "@/lib/lending/reading/admin-loans";
import { TransactionLink } from "../../_parts/references";
import { InstallmentBadge } from "../../_parts/statuses";

/** The current schedule. Statuses follow from the balances of the ledger. */
export function Schedule({ loan }: { loan: LoanAdmin }) {
  return (
    <Card>
      <CardHeader
        title="Schedule"
        description={
          loan.scheduleVersion > 1
            ? `Version ${loan.scheduleVersion}, shortened by prepayments. Amounts in US dollars.`
            : "Amounts in US dollars."
        }
      />
      <DataTable
        caption="Schedule"
        rows={loan.schedule}
        rowKey={({ number }) => number}
        columns={COLUMNS}
        empty={
          <EmptyState title="No schedule yet">The schedule is created on the day of disbursement.</EmptyState>
        }
      />
    </Card>
  );
}

const COLUMNS: Column<ScheduleRow>[] = [
  { header: "Installment", rowHeader: true, cell: ({ number }) => number },
  { header: "Due", cell: ({ dueOn }) => <DateText on={dueOn} short /> },
  { header: "Days", numeric: true, secondary: true, cell: ({ days }) => days },
  { header: "Status", cell: ({ status }) => <InstallmentBadge status={status} /> },
  {
    header: "Interest charged by",
    cell: ({ accrualTransactionId }) => accrualTransactionId && <TransactionLink id={accrualTransactionId} />,
  },
  { header: "Payment", numeric: true, cell: ({ payment }) => <Money amount={payment} /> },
  { header: "Principal", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
  { header: "Interest", numeric: true, cell: ({ interest }) => <Money amount={interest} /> },
  { header: "Unpaid", numeric: true, cell: ({ unpaid }) => <Money amount={unpaid} /> },
  { header: "Principal after", numeric: true, cell: ({ balance }) => <Money amount={balance} /> },
];
