import { useId, type ReactNode } from "react";
import { ChartFrame, Hatch, LegendItem, Plot } from "./chart-frame";
import { amountScale, PLOT_WIDTH, type Tick } from "./chart-geometry";

export interface Bar {
  key: string;
  label: string;
  /** One value for each series; null draws nothing. */
  values: (string | null)[];
}

const HEIGHT = 200;
const MOST_LABELS = 8;

/** Amounts side by side, in one or two series. The same numbers are in `table`. */
export function BarChart({
  title,
  summary,
  bars,
  series,
  table,
}: {
  title: string;
  summary: string;
  bars: readonly Bar[];
  series: readonly string[];
  table: ReactNode;
}) {
  const hatch = useId();
  if (bars.length === 0) return null;
  const slot = PLOT_WIDTH / bars.length;
  const amounts = bars.flatMap(({ values }) => values.filter((value) => value !== null));
  const { y, ticks } = amountScale(amounts, HEIGHT);
  const every = Math.ceil(bars.length / MOST_LABELS);
  const xTicks: Tick[] = bars.flatMap(({ label }, at) =>
    at % every === 0 ? [{ at: ((at + 0.5) * slot) / PLOT_WIDTH, label }] : [],
  );
  const width = (slot * 0.7) / series.length;
  const style = ["fill-accent", `url(#${hatch})`];
  return (
    <ChartFrame
      title={title}
      summary={summary}
      legend={<Legend series={series} hatch={hatch} />}
      table={table}
    >
      <Plot name={title} description={summary} height={HEIGHT} yTicks={ticks} xTicks={xTicks}>
        <defs>
          <Hatch id={hatch} />
        </defs>
        {bars.flatMap(({ key, values }, at) =>
          values.map((value, of) => {
            if (value === null) return null;
            const [top, bottom] = [Math.min(y(value), y("0")), Math.max(y(value), y("0"))];
            const x = at * slot + slot * 0.15 + of * width;
            return (
              <rect
                key={`${key} ${of}`}
                {...{ x, y: top, width, height: bottom - top }}
                className={of === 0 ? style[0] : "stroke-accent"}
                fill={of === 0 ? undefined : style[1]}
              />
            );
          }),
        )}
      </Plot>
    </ChartFrame>
  );
}

function Legend({ series, hatch }: { series: readonly string[]; hatch: string }) {
  return series.map((name, of) => (
    <LegendItem
      key={name}
      sample={
        of === 0 ? (
          <rect width="20" height="12" className="fill-accent" />
        ) : (
          <rect width="20" height="12" fill={`url(#${hatch})`} className="stroke-accent" />
        )
      }
    >
      {name}
    </LegendItem>
  ));
}
