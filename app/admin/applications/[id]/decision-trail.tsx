import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { TrailStep } from "@/lib/lending/application/admin-applications";
import { textWords } from "../../_parts/detail-words";
import { Facts } from "../../_parts/facts";
import { capitalized } from "@/app/_parts/words";

/** Every rule with its figure and points, in the order in which the policy applies them. */
export function DecisionTrail({ trail }: { trail: TrailStep[] }) {
  const points = trail.reduce(
    (sum, { detail }) => sum + (typeof detail.points === "number" ? detail.points : 0),
    0,
  );
  return (
    <Card>
      <CardHeader
        title="Decision trail"
        description={trail.length > 0 ? `${points} risk points. Lower is better.` : undefined}
      />
      <DataTable
        caption="Decision trail"
        rows={trail}
        rowKey={({ id }) => id}
        columns={COLUMNS}
        empty={
          <EmptyState title="No decision yet">The trail starts when the application is submitted.</EmptyState>
        }
      />
    </Card>
  );
}

const COLUMNS: Column<TrailStep>[] = [
  { header: "Step", rowHeader: true, cell: ({ step }) => capitalized(textWords(step)) },
  {
    header: "Outcome",
    cell: ({ outcome }) => <StatusBadge tone={toneOf(outcome)}>{capitalized(outcome)}</StatusBadge>,
  },
  { header: "Figures", cell: ({ detail }) => <Figures detail={detail} /> },
  { header: "Date", cell: ({ businessDate }) => <DateText on={businessDate} short /> },
];

function toneOf(outcome: string): Tone {
  if (["knock-out", "declined", "not offered"].includes(outcome)) return "failed";
  if (outcome === "offered" || outcome === "0 points") return "posted";
  return outcome.includes("point") ? "pending" : "info";
}

function Figures({ detail }: { detail: Record<string, unknown> }) {
  const { figure, points: _points, ...others } = detail;
  return typeof figure === "string" ? textWords(figure) : <Facts facts={others} />;
}
