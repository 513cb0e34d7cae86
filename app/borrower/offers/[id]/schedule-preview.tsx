import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { FIRST_ROWS, FirstRows } from "@/components/ui/first-rows";
import { Money } from "@/components/ui/money";
import type { OfferPage } from "@/lib/lending/application/application-queries";

/** Every payment of the offer if the loan is disbursed today; the first six are shown at once. */
export function SchedulePreview({ offer: { schedule } }: { offer: OfferPage }) {
  return (
    <Card aria-labelledby="schedule">
      <CardHeader
        id="schedule"
        title="Payments"
        description="If the loan is disbursed today. If it is disbursed later, the due dates move with it. Amounts in US dollars."
      />
      <FirstRows of={schedule.length} what="payments">
        <DataTable
          caption="Schedule of payments, in US dollars"
          rows={schedule}
          rowKey={({ number }) => number}
          isLater={({ number }) => number > FIRST_ROWS}
          columns={[
            { header: "Due", rowHeader: true, cell: ({ dueOn }) => <DateText on={dueOn} short /> },
            { header: "Payment", numeric: true, cell: ({ payment }) => <Money amount={payment} /> },
            { header: "Principal", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
            { header: "Interest", numeric: true, cell: ({ interest }) => <Money amount={interest} /> },
            { header: "Balance after", numeric: true, cell: ({ balance }) => <Money amount={balance} /> },
          ]}
        />
      </FirstRows>
    </Card>
  );
}
