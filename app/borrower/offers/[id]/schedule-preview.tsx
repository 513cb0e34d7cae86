import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { Money } from "@/components/ui/money";
import type { OfferPage } from "@/lib/lending/application/application-queries";

/** Every payment of the offer, if the money left today. */
export function SchedulePreview({ offer }: { offer: OfferPage }) {
  const { schedule } = offer;
  return (
    <Card aria-labelledby="schedule">
      <CardHeader
        id="schedule"
        title="Payments"
        description="If the money leaves today; when it leaves later, the dates move with it."
      />
      <CardBody>
        <Disclosure summary={`Show all ${schedule.length} payments`}>
          <DataTable
            caption="Schedule of payments, in US dollars"
            rows={schedule}
            rowKey={({ number }) => number}
            columns={[
              { header: "Due", rowHeader: true, cell: ({ dueOn }) => <DateText on={dueOn} short /> },
              { header: "Payment", numeric: true, cell: ({ payment }) => <Money amount={payment} /> },
              { header: "Principal", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
              { header: "Interest", numeric: true, cell: ({ interest }) => <Money amount={interest} /> },
              { header: "Still owed", numeric: true, cell: ({ balance }) => <Money amount={balance} /> },
            ]}
          />
        </Disclosure>
      </CardBody>
    </Card>
  );
}
