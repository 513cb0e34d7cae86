import type { Metadata } from "next";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { businessDate } from "@/lib/clock";
import { namesOfPeople } from "@/lib/identity/people";
import { monthName } from "@/lib/calendar/dates";
import { listClosedPeriods, nextPeriodEnd, type ClosedPeriod } from "@/lib/ledger/close-period";
import { hasOldSuspense } from "@/lib/payments/bank/queries";
import { listLateFacts } from "@/lib/ledger/late-facts";
import type { TransactionSummary } from "@/lib/ledger/queries";
import { may } from "@/lib/permissions";
import { requirePermission } from "@/lib/session";
import { TransactionLink } from "../../_parts/references";
import { words } from "@/app/_parts/words";
import { CloseCard } from "./close-card";

export const metadata: Metadata = { title: "Periods" };

export default async function PeriodsPage() {
  const { roles } = await requirePermission("books.see");
  const [periods, next, late, today] = await Promise.all([
    listClosedPeriods(),
    nextPeriodEnd(),
    listLateFacts(),
    businessDate(),
  ]);
  const names = await namesOfPeople(periods.map(({ closedBy }) => closedBy));
  return (
    <>
      <PageHeader
        title="Periods"
        description="Months are closed in order after they end. A closed month never changes."
      />
      <BigNumber
        label="Closed through"
        value={periods[0] ? <DateText on={periods[0].closedThrough} short /> : "None"}
        className="mb-8"
      />
      <div className="grid grid-cols-1 gap-6">
        {next && (
          <CloseCard
            through={next}
            today={today}
            mayPropose={may(roles, "period.close.propose")}
            hasOldSuspense={await hasOldSuspense(next)}
          />
        )}
        <Card>
          <CardHeader title="Closed months" />
          <DataTable
            caption="Closed months, newest first"
            rows={periods}
            rowKey={({ closedThrough }) => closedThrough}
            columns={periodColumns(names)}
            empty={
              <EmptyState title="No closed months yet">Months appear here after you close them.</EmptyState>
            }
          />
        </Card>
        <Card>
          <CardHeader
            title="Late bank activity"
            description="Bank activity for a closed month that was reported later. Newest 50, amounts in US dollars."
          />
          <DataTable
            caption="Late bank activity, newest first"
            rows={late}
            rowKey={({ id }) => id}
            columns={LATE_COLUMNS}
            empty={
              <EmptyState title="No late activity">
                All bank activity so far was reported before its month was closed.
              </EmptyState>
            }
          />
        </Card>
      </div>
    </>
  );
}

const periodColumns = (names: Map<string, string>): Column<ClosedPeriod>[] => [
  { header: "Month", rowHeader: true, cell: ({ closedThrough }) => monthName(closedThrough) },
  { header: "Closed through", cell: ({ closedThrough }) => <DateText on={closedThrough} short /> },
  { header: "Closed (server time)", cell: ({ closedAt }) => <InstantText bare at={closedAt} /> },
  { header: "By", cell: ({ closedBy }) => names.get(closedBy) ?? closedBy },
];

const LATE_COLUMNS: Column<TransactionSummary>[] = [
  { header: "Transaction", rowHeader: true, cell: ({ id }) => <TransactionLink id={id} /> },
  { header: "Event", cell: ({ eventType }) => words(eventType) },
  { header: "Belongs to", cell: ({ belongsOn }) => belongsOn && <DateText on={belongsOn} short /> },
  { header: "Posted on", cell: ({ effectiveOn }) => <DateText on={effectiveOn} short /> },
  { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
];
