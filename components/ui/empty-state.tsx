import type { ReactNode } from "react";
import { Icon } from "./icon";

const ICONS = { "first-use": "inbox", "no-results": "search-x", error: "circle-alert" } as const;

/**
 * What is shown where rows would be. `first-use` says what will appear and offers one action, `no-results` repeats
 * the filters and offers to clear them, `error` says what to do.
 */
export function EmptyState({
  kind = "first-use",
  title,
  children,
  action,
}: {
  kind?: keyof typeof ICONS;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex gap-4 px-4 py-8 sm:px-6">
      <Icon name={ICONS[kind]} className="mt-0.5 size-6 shrink-0 stroke-[1.5] text-muted" />
      <div className="max-w-prose">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-1 text-muted">{children}</div>}
        {action && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
