import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import { coverageText } from "@/lib/investing/gate/gate";
import type { CoverageDay } from "@/lib/pool/allowance/queries";
import type { Bucket } from "@/lib/pool/allowance/target";

/** The figures of the last night: the same for customers and for staff. */
export function CoverageFigures({
  day,
  retained,
  firstLoss,
}: {
  day: CoverageDay;
  retained: string;
  firstLoss: string;
}) {
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

export function Covered({ coverage }: { coverage: string | null }) {
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

/** Exposure: the loans of the last night by grade and days past due. */
export function LossBuckets({ buckets, on }: { buckets: Bucket[]; on: string | undefined }) {
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
