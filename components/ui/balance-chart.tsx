import { area, curveStepAfter, line } from "d3-shape";
import { ChartFrame, Plot, PlotLabel } from "./chart-frame";
import { amountScale, dateScale, PLOT_WIDTH } from "./chart-geometry";
import { DataTable } from "./data-table";
import { DateText } from "./date-text";
import { formatDate } from "./format-date";
import { formatMoney } from "./format-money";
import { Money } from "./money";

export interface BalancePoint {
  on: string;
  balance: string;
}

const HEIGHT = 220;

/** A balance over time, in steps as the ledger moved, with the amount expected at maturity at the end of a dashed line. */
export function BalanceChart({
  title,
  points,
  maturity,
}: {
  title: string;
  /** Oldest first; a point for each day on which the balance changed, and one for today. */
  points: BalancePoint[];
  maturity?: BalancePoint;
}) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const all = maturity ? [...points, maturity] : points;
  const { y, ticks: yTicks } = amountScale(
    all.map(({ balance }) => balance),
    HEIGHT,
  );
  const { x, ticks: xTicks } = dateScale(all.map(({ on }) => on));
  const shape = { x: (point: BalancePoint) => x(point.on), y: (point: BalancePoint) => y(point.balance) };
  const drawLine = line<BalancePoint>(shape.x, shape.y).curve(curveStepAfter);
  const drawArea = area<BalancePoint>(shape.x, y("0"), shape.y).curve(curveStepAfter);
  const summary = sentence(first, last, maturity);
  return (
    <ChartFrame
      title={title}
      summary={summary}
      table={<PointTable title={title} points={points} maturity={maturity} />}
    >
      <Plot
        name={title}
        description={summary}
        height={HEIGHT}
        yTicks={yTicks}
        xTicks={xTicks}
        labels={
          maturity && (
            <PlotLabel x={x(maturity.on) / PLOT_WIDTH} y={y(maturity.balance)}>
              At maturity: {formatMoney(maturity.balance)}
            </PlotLabel>
          )
        }
      >
        <path d={drawArea(points) ?? ""} className="fill-accent-soft" />
        <path d={drawLine(points) ?? ""} className="fill-none stroke-accent" strokeWidth="2" />
        {maturity && (
          <>
            <path
              d={`M${shape.x(last)},${shape.y(last)}L${shape.x(maturity)},${shape.y(maturity)}`}
              className="fill-none stroke-accent"
              strokeWidth="2"
              strokeDasharray="2 5"
              strokeLinecap="round"
            />
            <line
              x1={shape.x(maturity)}
              x2={shape.x(maturity)}
              y1={shape.y(maturity)}
              y2={HEIGHT}
              className="stroke-edge"
            />
          </>
        )}
      </Plot>
    </ChartFrame>
  );
}

function sentence(first: BalancePoint, last: BalancePoint, maturity?: BalancePoint) {
  const so =
    first.on === last.on
      ? `${formatMoney(last.balance)} on ${formatDate(last.on)}.`
      : `From ${formatMoney(first.balance)} on ${formatDate(first.on)} to ${formatMoney(last.balance)} on ${formatDate(last.on)}.`;
  return maturity ? `${so} ${formatMoney(maturity.balance)} at maturity on ${formatDate(maturity.on)}.` : so;
}

function PointTable(props: { title: string; points: BalancePoint[]; maturity: BalancePoint | undefined }) {
  const rows = props.points.map((point) => ({ ...point, key: point.on, note: "" }));
  if (props.maturity) rows.push({ ...props.maturity, key: "maturity", note: " (at maturity)" });
  return (
    <DataTable
      caption={props.title}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          header: "Date",
          rowHeader: true,
          cell: ({ on, note }) => (
            <>
              <DateText on={on} short />
              {note}
            </>
          ),
        },
        { header: "Balance", numeric: true, cell: ({ balance }) => <Money amount={balance} /> },
      ]}
    />
  );
}
