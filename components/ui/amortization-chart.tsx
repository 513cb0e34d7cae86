import { line, curveLinear } from "d3-shape";
import { useId } from "react";
import { ChartFrame, Hatch, LegendItem, Plot, PlotLabel } from "./chart-frame";
import { amountScale, PLOT_WIDTH, type Tick } from "./chart-geometry";
import { DataTable } from "./data-table";
import { DateText } from "./date-text";
import { formatDate } from "./format-date";
import { formatMoney } from "./format-money";
import { Money } from "./money";

export interface AmortizationRow {
  number: number;
  dueOn: string;
  /** Principal and interest of this installment, and the principal outstanding after it. */
  principal: string;
  interest: string;
  balance: string;
}

const BARS_HEIGHT = 150;
const LINE_HEIGHT = 96;

/** Two plots over the same installments, because a payment and the debt it reduces do not share a scale. */
export function AmortizationChart({
  title = "Principal and interest per installment",
  rows,
  startingBalance,
  paidCount = 0,
}: {
  title?: string;
  rows: AmortizationRow[];
  /** Principal before the first installment. */
  startingBalance: string;
  /** How many installments from the first are paid; a line is drawn after them. */
  paidCount?: number;
}) {
  const hatch = useId();
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const slot = PLOT_WIDTH / rows.length;
  const summary =
    `Each installment pays interest and principal: ${formatMoney(first.interest)} and ${formatMoney(first.principal)} in the first, ` +
    `${formatMoney(last.interest)} and ${formatMoney(last.principal)} in the last, on ${formatDate(last.dueOn)}.`;
  return (
    <ChartFrame
      title={title}
      summary={summary}
      legend={<Legend hatch={hatch} />}
      table={<RowTable title={title} rows={rows} />}
    >
      <Bars rows={rows} slot={slot} hatch={hatch} paidCount={paidCount} description={summary} />
      <p className="mt-4 mb-3 text-sm">Principal outstanding after each installment</p>
      <Outstanding rows={rows} slot={slot} start={startingBalance} />
    </ChartFrame>
  );
}

function Bars(props: {
  rows: AmortizationRow[];
  slot: number;
  hatch: string;
  paidCount: number;
  description: string;
}) {
  const { rows, slot, hatch, paidCount } = props;
  const tallest = rows.map(({ principal, interest }) => String(Number(principal) + Number(interest)));
  const { y, ticks } = amountScale(tallest, BARS_HEIGHT);
  const width = slot * 0.72;
  const paidX = slot * paidCount;
  return (
    <Plot
      name="Installments"
      description={props.description}
      height={BARS_HEIGHT}
      yTicks={ticks}
      labels={
        paidCount > 0 &&
        paidCount < rows.length && (
          <PlotLabel x={paidX / PLOT_WIDTH} y={0}>
            {paidX > PLOT_WIDTH / 2 ? "Paid so far" : "Still to pay"}
          </PlotLabel>
        )
      }
    >
      <defs>
        <Hatch id={hatch} />
      </defs>
      {rows.map(({ number, principal, interest }, index) => {
        const x = slot * index + (slot - width) / 2;
        const top = y(principal);
        const higher = y(String(Number(principal) + Number(interest)));
        return (
          <g key={number}>
            <rect x={x} y={top} width={width} height={y("0") - top} className="fill-accent" />
            <rect
              x={x}
              y={higher}
              width={width}
              height={top - higher}
              fill={`url(#${hatch})`}
              className="stroke-accent"
            />
          </g>
        );
      })}
      {paidCount > 0 && paidCount < rows.length && (
        <line x1={paidX} x2={paidX} y1={-4} y2={BARS_HEIGHT} className="stroke-ink" strokeDasharray="3 3" />
      )}
    </Plot>
  );
}

function Outstanding({ rows, slot, start }: { rows: AmortizationRow[]; slot: number; start: string }) {
  const balances = [start, ...rows.map(({ balance }) => balance)];
  const { y, ticks } = amountScale(balances, LINE_HEIGHT);
  const draw = line<string>(
    (_, index) => slot * index,
    (balance) => y(balance),
  ).curve(curveLinear);
  return (
    <Plot
      name="Principal outstanding"
      description={`Falls from ${formatMoney(start)} to ${formatMoney(rows.at(-1)?.balance ?? "0")}.`}
      height={LINE_HEIGHT}
      yTicks={ticks}
      xTicks={installmentTicks(rows, slot)}
    >
      <path d={draw(balances) ?? ""} className="fill-none stroke-accent" strokeWidth="2" />
    </Plot>
  );
}

/** At most four due dates, from the first installment on, each under the middle of its bar. */
function installmentTicks(rows: AmortizationRow[], slot: number): Tick[] {
  const every = Math.ceil(rows.length / 4);
  return rows
    .map(({ dueOn }, index) => ({
      at: (slot * (index + 0.5)) / PLOT_WIDTH,
      label: formatDate(dueOn, "short"),
    }))
    .filter((_, index) => index % every === 0);
}

function Legend({ hatch }: { hatch: string }) {
  return (
    <>
      <LegendItem sample={<rect width="20" height="12" className="fill-accent" />}>Principal</LegendItem>
      <LegendItem
        sample={
          <rect x="0.5" y="0.5" width="19" height="11" fill={`url(#${hatch})`} className="stroke-accent" />
        }
      >
        Interest
      </LegendItem>
    </>
  );
}

function RowTable({ title, rows }: { title: string; rows: AmortizationRow[] }) {
  return (
    <DataTable
      caption={title}
      rows={rows}
      rowKey={({ number }) => number}
      columns={[
        { header: "Due", rowHeader: true, cell: ({ dueOn }) => <DateText on={dueOn} short /> },
        { header: "Principal", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
        { header: "Interest", numeric: true, cell: ({ interest }) => <Money amount={interest} /> },
        { header: "Balance after", numeric: true, cell: ({ balance }) => <Money amount={balance} /> },
      ]}
    />
  );
}
