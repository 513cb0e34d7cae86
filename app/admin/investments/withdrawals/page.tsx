import type { Metadata } from "next";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import { exitQueue, type QueuedExit } from "@/lib/investing/exits/queries";
import { requirePermission } from "@/lib/session";
import { investmentHref } from "../../_parts/paths";
import { CodeLink } from "../../_parts/references";

export const metadata: Metadata = { title: "Early withdrawals" };

export default async function WithdrawalsPage() {
  await requirePermission("investment.see");
  const queue = await exitQueue();
  return (
    <>
      <PageHeader
        title="Early withdrawals"
        description="Requests that wait, in the order in which they are served once every banking day. Amounts in US dollars."
      />
      <div className="grid grid-cols-1 gap-8">
        <StatRow>
          <Stat label="Requested" value={<Money amount={queue.total} />} />
          <Stat label="Can be paid with today's cash" value={<Money amount={queue.budget} />}>
            after matured payouts and the reserve
          </Stat>
          <Stat label="Rule today" value={queue.mode === "pro-rata" ? "Pro rata" : "In order"}>
            {queue.mode === "pro-rata"
              ? "The cash of five banking days does not suffice: all share each day's amount."
              : "Earlier days first; requests of one day share in proportion."}
          </Stat>
          <Stat label="Served next" value={<DateText on={queue.servedOn} />} />
        </StatRow>
        <Queue requests={queue.requests} />
      </div>
    </>
  );
}

function Queue({ requests }: { requests: QueuedExit[] }) {
  return (
    <Card aria-labelledby="queue">
      <CardHeader id="queue" title="Queue" />
      <DataTable
        caption="Requests for early withdrawal, in the order in which they are served"
        rows={requests}
        rowKey={({ id }) => id}
        columns={[
          { header: "Place", rowHeader: true, numeric: true, cell: ({ place }) => place },
          {
            header: "Investment",
            cell: ({ investmentId, investmentNumber }) => (
              <CodeLink href={investmentHref(investmentId)}>{String(investmentNumber)}</CodeLink>
            ),
          },
          { header: "Investor", cell: ({ investorName }) => investorName },
          { header: "Requested", cell: ({ requestedOn }) => <DateText on={requestedOn} short /> },
          { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
          { header: "Ahead", numeric: true, cell: ({ ahead }) => <Money amount={ahead} /> },
          { header: "Next share", numeric: true, cell: ({ next }) => <Money amount={next} /> },
          {
            header: "Expected",
            cell: ({ earliest }) => (earliest ? <DateText on={earliest} short /> : "Not within three years"),
          },
        ]}
        empty={
          <EmptyState title="Nobody waits">A request appears here when an investor signs it.</EmptyState>
        }
      />
    </Card>
  );
}
