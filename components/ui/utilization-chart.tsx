import { area, curveStepAfter, line } from "d3-shape";
import { useId } from "react";
import { ChartFrame, Hatch, LegendItem, Plot } from "./chart-frame";
import { amountScale, dateScale } from "./chart-geometry";
import { DataTable } from "./data-table";
import { DateText } from "./date-text";
import { formatDate } from "./format-date";
import { formatMoney } from "./format-money";
import { Money } from "./money";

export interface PoolPoint {
  on: string;
  /** Cash in the pool, principal lent out, and what investors are owed (principal and interest). */
  cash: string;
  lentOut: string;
  owed: string;
}

const HEIGHT = 240;

/** What the pool has (lent out below, cash on top) against what it owes: the line should stay inside the shape. */
export function UtilizationChart({
  title = "Pool over time",
  points,
}: {
  title?: string;
  points: PoolPoint[];
}) {
  const hatch = useId();
  const last = points.at(-1);
  if (!last) return null;
  const total = ({ cash, lentOut }: PoolPoint) => String(Number(cash) + Number(lentOut));
  const { y, ticks: yTicks } = amountScale(
    points.flatMap((point) => [total(point), point.owed]),
    HEIGHT,
  );
  const { x, ticks: xTicks } = dateScale(points.map(({ on }) => on));
  const across = (point: PoolPoint) => x(point.on);
  const lent = area(
    across,
    () => y("0"),
    ({ lentOut }: PoolPoint) => y(lentOut),
  ).curve(curveStepAfter);
  const cash = area(
    across,
    ({ lentOut }: PoolPoint) => y(lentOut),
    (point) => y(total(point)),
  ).curve(curveStepAfter);
  const owed = line(across, (point: PoolPoint) => y(point.owed)).curve(curveStepAfter);
  const summary =
    `On ${formatDate(last.on)} the pool holds ${formatMoney(last.cash)} in cash, has ${formatMoney(last.lentOut)} lent out ` +
    `and owes investors ${formatMoney(last.owed)}.`;
  return (
    <ChartFrame
      title={title}
      summary={summary}
      legend={<Legend last={last} hatch={hatch} />}
      table={<PointTable title={title} points={points} />}
    >
      <Plot name={title} description={summary} height={HEIGHT} yTicks={yTicks} xTicks={xTicks}>
        <defs>
          <Hatch id={hatch} />
        </defs>
        <path d={lent(points) ?? ""} fill={`url(#${hatch})`} />
        <path d={cash(points) ?? ""} className="fill-accent-soft stroke-accent" />
        <path d={owed(points) ?? ""} className="fill-none stroke-ink" strokeWidth="2" strokeDasharray="6 4" />
      </Plot>
    </ChartFrame>
  );
}

function Legend({ last, hatch }: { last: PoolPoint; hatch: string }) {
  return (
    <>
      <LegendItem
        sample={<rect x="0.5" y="0.5" width="19" height="11" className="fill-accent-soft stroke-accent" />}
      >
        Cash <Money amount={last.cash} />
      </LegendItem>
      <LegendItem sample={<rect width="20" height="12" fill={`url(#${hatch})`} />}>
        Lent out <Money amount={last.lentOut} />
      </LegendItem>
      <LegendItem sample={<path d="M0 6H20" className="stroke-ink" strokeWidth="2" strokeDasharray="6 4" />}>
        Owed to investors <Money amount={last.owed} />
      </LegendItem>
    </>
  );
}

function PointTable({ title, points }: { title: string; points: PoolPoint[] }) {
  return (
    <DataTable
      caption={title}
      rows={points}
      rowKey={({ on }) => on}
      columns={[
        { header: "Date", rowHeader: true, cell: ({ on }) => <DateText on={on} short /> },
        { header: "Cash", numeric: true, cell: ({ cash }) => <Money amount={cash} /> },
        { header: "Lent out", numeric: true, cell: ({ lentOut }) => <Money amount={lentOut} /> },
        { header: "Owed to investors", numeric: true, cell: ({ owed }) => <Money amount={owed} /> },
      ]}
    />
  );
}
