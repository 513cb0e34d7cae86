import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** Facts of one thing: label left, value right, a hairline between. */
export function KeyValueList({
  items,
  className,
}: {
  items: { label: ReactNode; value: ReactNode; emphasis?: boolean }[];
  className?: string;
}) {
  return (
    <dl className={cn("divide-y", className)}>
      {items.map(({ label, value, emphasis }, index) => (
        <div
          key={typeof label === "string" ? label : index}
          className={cn("flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2", emphasis && "font-semibold")}
        >
          <dt className={emphasis ? undefined : "text-muted"}>{label}</dt>
          <dd className="ml-auto min-w-0 text-right tnum wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
