import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ChangeNoticeView } from "@/lib/payments/apply-change-notice";
import { describeReturn } from "@/lib/payments/return-codes";
import { paymentHref } from "../../_parts/paths";
import { CodeLink } from "../../_parts/references";

/** What banks corrected about accounts, newest first. */
export function NoticesCard({
  notices,
  names,
}: {
  notices: ChangeNoticeView[];
  names: ReadonlyMap<string, string>;
}) {
  return (
    <Card>
      <CardHeader
        title="Notifications of change"
        description="Corrections by other banks, applied as they come. One that cannot be applied must be refused at the bank within 15 days."
      />
      <CardBody>
        <DataTable
          caption="Notifications of change, newest first"
          rows={notices}
          rowKey={({ id }) => id}
          columns={columnsOf(names)}
          empty={<p className="text-muted">No bank has reported a change.</p>}
        />
      </CardBody>
    </Card>
  );
}

const columnsOf = (names: ReadonlyMap<string, string>): Column<ChangeNoticeView>[] => [
  { header: "Code", rowHeader: true, cell: ({ code }) => `${code}, ${describeReturn(code).title}` },
  { header: "Customer", cell: ({ userId }) => names.get(userId) ?? userId },
  {
    header: "Payment",
    cell: ({ paymentOrderId }) => <CodeLink href={paymentHref(paymentOrderId)}>{paymentOrderId}</CodeLink>,
  },
  { header: "Change", cell: (notice) => changeWords(notice) },
  { header: "Received", cell: ({ receivedOn }) => <DateText on={receivedOn} short /> },
  { header: "Status", cell: (notice) => <NoticeStatus notice={notice} /> },
];

function changeWords({
  oldLast4,
  newLast4,
  oldRoutingNumber,
  newRoutingNumber,
  newAccountType,
}: ChangeNoticeView) {
  const changes = [
    newLast4 && `Account ••${oldLast4} to ••${newLast4}`,
    newRoutingNumber && `Routing ${oldRoutingNumber} to ${newRoutingNumber}`,
    newAccountType && `Type to ${newAccountType}`,
  ].filter(Boolean);
  return changes.length > 0 ? changes.join("; ") : `Account ••${oldLast4}`;
}

function NoticeStatus({ notice: { appliedOn, applyBy, refusal, refuseBy } }: { notice: ChangeNoticeView }) {
  if (appliedOn)
    return (
      <>
        <StatusBadge tone="posted">Applied</StatusBadge>
        <span className="block text-sm text-muted">
          <DateText on={appliedOn} short />, due <DateText on={applyBy} short />
        </span>
      </>
    );
  return (
    <>
      <StatusBadge tone="failed">Not applied</StatusBadge>
      <span className="block text-sm text-muted">
        {refusal} Refuse it at the bank by <DateText on={refuseBy} short />.
      </span>
    </>
  );
}
