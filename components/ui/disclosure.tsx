import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./icon";

/** Something a person may open: the browser's own details element, so it works without script. */
export function Disclosure({
  summary,
  open,
  className,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <details open={open} className={cn("group/disclosure", className)}>
      <summary className="inline-flex list-none items-center gap-1 rounded-sm py-1 font-medium text-accent hover:text-accent-strong">
        <Icon name="chevron-right" className="size-4 transition-transform group-open/disclosure:rotate-90" />
        {summary}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
