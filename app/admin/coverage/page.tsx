import type { Metadata } from "next";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import { coverageText } from "@/lib/investing/gate/gate";
import { gateHistory } from "@/lib/investing/gate/queries";
import { allowanceBuckets, coverageDays, cushion, type CoverageDay } from "@/lib/pool/allowance/queries";
import type { Bucket } from "@/lib/pool/allowance/target";
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
        {last && <Latest day={last} retained={retained} firstLoss={firstLoss} />}
        <GateCard {...history} />
        <Buckets buckets={buckets} on={last?.on} />
        <Days days={days} />
      </div>
    </>
  );
}

function Latest({ day, retained, firstLoss }: { day: CoverageDay; retained: string; firstLoss: string }) {
  return (
    <StatRow>
      <Stat label="Coverage" value={<Covered coverage={day.coverage} />}>
        on <DateText on={day.on} short />; <Covered coverage={day.gross} /> before the allowance
      </Stat>
      <Stat label="Cash, loans and interest" value={<Assets {...day} />}>
        less an allowance of <Money amount={day.allowance} />
      </Stat>
      <Stat label="Owed to investors" value={<Money amount={day.owed} />}>
        principal and credited interest
      </Stat>
      <Stat label="Bears losses first" value={<Money amount={retained} />}>
        retained income, then first-loss capital of <Money amount={firstLoss} />
      </Stat>
    </StatRow>
  );
}

function Assets({ cash, outstanding, interest }: CoverageDay) {
  return (
    <>
      <Money amount={cash} /> + <Money amount={outstanding} /> + <Money amount={interest} />
    </>
  );
}

function Covered({ coverage }: { coverage: string | null }) {
  return <span className="figures">{coverage === null ? "—" : coverageText(coverage)}</span>;
}

const FROM: Readonly<Record<number, string>> = {
  0: "Current",
  1: "1 to 30",
  31: "31 to 60",
  61: "61 to 90",
  91: "91 to 119",
  120: "120 and more",
};

function Buckets({ buckets, on }: { buckets: Bucket[]; on: string | undefined }) {
  return (
    <Card aria-labelledby="buckets">
      <CardHeader
        id="buckets"
        title="Allowance by grade and days past due"
        description="A current loan needs its grade's yearly loss for the months left, at most twelve; a late one needs a part of what is outstanding."
      />
      <DataTable
        caption={on ? <>Loans on {<DateText on={on} />}</> : "Loans"}
        rows={buckets}
        rowKey={({ grade, bucket }) => `${grade}${bucket}`}
        columns={[
          { header: "Grade", rowHeader: true, cell: ({ grade }) => grade },
          { header: "Days past due", cell: ({ bucket }) => FROM[bucket] },
          { header: "Loans", numeric: true, cell: ({ loans }) => loans },
          { header: "Outstanding", numeric: true, cell: ({ outstanding }) => <Money amount={outstanding} /> },
          { header: "Allowance", numeric: true, cell: ({ allowance }) => <Money amount={allowance} /> },
        ]}
        empty={<EmptyState title="No active loans">Nothing has to be set aside.</EmptyState>}
      />
    </Card>
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
