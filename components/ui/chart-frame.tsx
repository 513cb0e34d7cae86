import { useId, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { PLOT_WIDTH, type Tick } from "./chart-geometry";
import { Disclosure } from "./disclosure";

/** A chart's surroundings: what it shows in words, the drawing, and the same numbers as a table. */
export function ChartFrame({
  title,
  summary,
  legend,
  table,
  children,
}: {
  title: ReactNode;
  /** One or two sentences that say what the shape says. */
  summary: ReactNode;
  legend?: ReactNode;
  table: ReactNode;
  children: ReactNode;
}) {
  return (
    <figure className="keep-together">
      <figcaption className="mb-4">
        <p className="font-semibold">{title}</p>
        <p className="mt-0.5 text-sm text-muted">{summary}</p>
      </figcaption>
      {legend && <ul className="mb-7 flex flex-wrap gap-x-5 gap-y-1 text-sm">{legend}</ul>}
      {children}
      <Disclosure summary="Show as table" className="no-print mt-3 text-sm">
        {table}
      </Disclosure>
    </figure>
  );
}

/** One plot with its axes. `children` is SVG, `labels` is HTML laid over it. */
export function Plot({
  name,
  description,
  height,
  yTicks,
  xTicks,
  labels,
  children,
}: {
  name: string;
  description: string;
  height: number;
  yTicks: Tick[];
  xTicks?: Tick[];
  labels?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 tnum text-sm text-muted">
      <div aria-hidden className="relative min-w-12" style={{ height }}>
        {/* Gives the column the width of its widest label. */}
        <span className="invisible block h-0 overflow-hidden">
          {yTicks.map(({ label }) => (
            <span key={label} className="block">
              {label}
            </span>
          ))}
        </span>
        {yTicks.map(({ at, label }) => (
          <span key={label} className="absolute right-0 -translate-y-1/2 leading-none" style={{ top: at }}>
            {label}
          </span>
        ))}
      </div>
      <div className="relative" style={{ height }}>
        <svg
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
          viewBox={`0 0 ${PLOT_WIDTH} ${height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible [&_*]:[vector-effect:non-scaling-stroke]"
        >
          <title id={`${id}-title`}>{name}</title>
          <desc id={`${id}-desc`}>{description}</desc>
          {yTicks.map(({ at, label }) => (
            <line key={label} x1={0} x2={PLOT_WIDTH} y1={at} y2={at} className="stroke-line" />
          ))}
          {children}
        </svg>
        <div aria-hidden>{labels}</div>
      </div>
      {xTicks && <XAxis ticks={xTicks} />}
    </div>
  );
}

function XAxis({ ticks }: { ticks: Tick[] }) {
  const roomy = ticksFarApart(ticks);
  return (
    <div aria-hidden className="relative col-start-2 mt-2 h-5">
      {ticks.map(({ at, label }, index) => (
        <span
          key={index}
          className={cn("absolute whitespace-nowrap", !roomy.has(index) && "max-sm:hidden", shift(at))}
          style={{ left: `${100 * at}%` }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

/** Those that a phone has room for: a label needs nearly half of a narrow plot. */
function ticksFarApart(ticks: Tick[]) {
  const kept = new Set<number>();
  let last = -1;
  ticks.forEach(({ at }, index) => {
    if (at - last < 0.45) return;
    kept.add(index);
    last = at;
  });
  return kept;
}

/** Keeps a label inside the plot at either end. */
function shift(at: number) {
  if (at < 0.06) return "";
  return at > 0.94 ? "-translate-x-full" : "-translate-x-1/2";
}

/** A word on the drawing, at a fraction of the width and pixels from the top. */
export function PlotLabel({ x, y, children }: { x: number; y: number; children: ReactNode }) {
  return (
    <span
      className={cn(
        "absolute -translate-y-full rounded-sm bg-surface/85 px-1 font-medium whitespace-nowrap text-ink",
        x > 0.5 && "-translate-x-full",
      )}
      style={{ left: `${100 * x}%`, top: y - 4 }}
    >
      {children}
    </span>
  );
}

/** Name and latest value of one shape, with a sample of it. */
export function LegendItem({ sample, children }: { sample: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <svg aria-hidden viewBox="0 0 20 12" className="h-3 w-5 shrink-0">
        {sample}
      </svg>
      <span>{children}</span>
    </li>
  );
}

/** Horizontal hatching: it survives the stretching of the plot, and gray paper. */
export function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="4" height="4" className="fill-surface" />
      <rect width="4" height="1.5" className="fill-accent" />
    </pattern>
  );
}
