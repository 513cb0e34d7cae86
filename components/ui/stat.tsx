import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** The one number of a page, with what it is above it and what it means below. */
export function BigNumber({
  label,
  value,
  children,
  className,
}: {
  label: ReactNode;
  value: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <div className={className}>
      <p className="text-muted">{label}</p>
      <p className="mt-1 tnum text-4xl font-semibold tracking-tight wrap-anywhere">{value}</p>
      {children && <div className="mt-1 text-muted">{children}</div>}
    </div>
  );
}

/** A smaller number beside others; put several into <StatRow>. */
export function Stat({
  label,
  value,
  children,
}: {
  label: ReactNode;
  value: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="min-w-0 bg-surface px-4 py-4 sm:px-6">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-1 tnum text-xl font-semibold tracking-tight wrap-anywhere">{value}</dd>
      {children && <dd className="mt-0.5 text-sm text-muted">{children}</dd>}
    </div>
  );
}

/** Stats side by side in one frame, hairlines between; one column on a phone. */
export function StatRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        "grid gap-px overflow-hidden rounded-lg border bg-line sm:grid-flow-row sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]",
        className,
      )}
    >
      {children}
    </dl>
  );
}
