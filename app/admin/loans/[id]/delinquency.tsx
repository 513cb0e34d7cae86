import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { listLoanDays, type LoanDayRow } from "@/lib/lending/delinquency/queries";

const REASONS: Readonly<Record<string, string>> = {
  payment: "A payment was made",
  return: "A payment was not made or came back",
  day: "A due date or a limit passed",
  fee: "A fee changed",
  plan: "The contract was changed",
  "month-end": "Month end",
};

const BUCKETS: Readonly<Record<string, string>> = { current: "Current", grace: "Grace, 1-15 days" };
const bucketWords = (bucket: string) => BUCKETS[bucket] ?? `${bucket} days`;

/** What changed about how late a loan is, and when. */
export async function Delinquency({ loanId }: { loanId: string }) {
  const days = await listLoanDays(loanId);
  return (
    <Card>
      <CardHeader
        title="Delinquency history"
        description="Newest first, amounts in US dollars. A row for each change and for each month end."
      />
      <DataTable
        caption="Delinquency history"
        rows={days}
        rowKey={({ id }) => id}
        columns={COLUMNS}
        empty={<EmptyState title="Never past due">Changes appear here once a payment is late.</EmptyState>}
      />
    </Card>
  );
}

const COLUMNS: Column<LoanDayRow>[] = [
  { header: "Date", rowHeader: true, cell: ({ on }) => <DateText on={on} short /> },
  {
    header: "Bucket",
    cell: ({ bucket, bucketBefore }) => (
      <>
        {bucketWords(bucket)}
        {bucket !== bucketBefore && (
          <span className="block text-muted">before: {bucketWords(bucketBefore)}</span>
        )}
      </>
    ),
  },
  { header: "Reason", cell: ({ reason }) => REASONS[reason] },
  { header: "Past due since", cell: ({ lateSince }) => lateSince && <DateText on={lateSince} short /> },
  { header: "Days past due", numeric: true, cell: ({ daysPastDue }) => daysPastDue },
  { header: "Principal", numeric: true, cell: ({ pastDue }) => <Money amount={pastDue.principal} /> },
  { header: "Interest", numeric: true, cell: ({ pastDue }) => <Money amount={pastDue.interest} /> },
  { header: "Fees", numeric: true, cell: ({ pastDue }) => <Money amount={pastDue.fees} /> },
];
