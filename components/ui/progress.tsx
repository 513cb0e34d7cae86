import type { ReactNode } from "react";

/** Long work with a count: "37 of 365 days". */
export function Progress({
  label,
  value,
  max,
  unit,
  children,
}: {
  label: string;
  value: number;
  max: number;
  /** What is counted, in the plural: "days". */
  unit: string;
  children?: ReactNode;
}) {
  const share = max > 0 ? Math.min(100, (100 * value) / max) : 0;
  return (
    <div>
      <div className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{label}</span>
        <span className="tnum text-muted">
          {value} of {max} {unit}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={`${value} of ${max} ${unit}`}
        className="mt-2 h-2 overflow-hidden rounded-sm border border-edge bg-sunken"
      >
        <div className="h-full bg-accent transition-[width]" style={{ width: `${share}%` }} />
      </div>
      {children && <div className="mt-1 text-sm text-muted">{children}</div>}
    </div>
  );
}
