import type { Metadata } from "next";
import { Covered, CoverageFigures, LossBuckets } from "@/app/_parts/coverage";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { gateHistory } from "@/lib/investing/gate/queries";
import { allowanceBuckets, coverageDays, cushion, type CoverageDay } from "@/lib/pool/allowance/queries";
import { requirePermission } from "@/lib/session";
import { GateCard } from "./gate-card";

export const metadata: Metadata = { title: "Coverage" };

export default async function CoveragePage() {
  await requirePermission("coverage.see");
  const [days, { retained, firstLoss }, history] = await Promise.all([
    coverageDays(),
    cushion(),
    gateHistory(),
  ]);
  const last = days[0];
  const buckets = last ? await allowanceBuckets(last.on) : [];
  return (
    <>
      <PageHeader
        title="Coverage"
        description="What the pool has for what it owes to investors, and what is set aside for losses, each night. Amounts in US dollars."
      />
      <div className="grid grid-cols-1 gap-8">
        {last && <CoverageFigures day={last} retained={retained} firstLoss={firstLoss} />}
        <GateCard {...history} />
        <LossBuckets buckets={buckets} on={last?.on} />
        <Days days={days} />
      </div>
    </>
  );
}

function Days({ days }: { days: CoverageDay[] }) {
  return (
    <Card aria-labelledby="nights">
      <CardHeader
        id="nights"
        title="Night by night"
        description="The newest sixty. Each change links to its entries."
      />
      <DataTable
        caption="Allowance and coverage, newest first"
        rows={days}
        rowKey={({ on }) => on}
        columns={[
          { header: "Date", rowHeader: true, cell: ({ on }) => <DateText on={on} short /> },
          { header: "Coverage", numeric: true, cell: ({ coverage }) => <Covered coverage={coverage} /> },
          { header: "Owed", numeric: true, cell: ({ owed }) => <Money amount={owed} /> },
          { header: "Outstanding", numeric: true, cell: ({ outstanding }) => <Money amount={outstanding} /> },
          {
            header: "Charged off",
            numeric: true,
            cell: ({ absorbed, absorbedTransactionId }) => (
              <Entry id={absorbedTransactionId} amount={absorbed} />
            ),
          },
          {
            header: "Provision",
            numeric: true,
            cell: ({ provision, provisionTransactionId }) => (
              <Entry id={provisionTransactionId} amount={provision} />
            ),
          },
          { header: "Allowance", numeric: true, cell: ({ allowance }) => <Money amount={allowance} /> },
        ]}
        empty={
          <EmptyState title="No night yet">The first figures come with the next business day.</EmptyState>
        }
      />
    </Card>
  );
}

function Entry({ id, amount }: { id: string | null; amount: string }) {
  if (id === null) return <Money amount={amount} />;
  return (
    <Link className="link" href={`/admin/ledger/transactions/${id}`}>
      <Money amount={amount} />
    </Link>
  );
}
