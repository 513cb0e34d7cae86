import { CircleAlert, Inbox, SearchX } from "lucide-react";
import type { ReactNode } from "react";

const ICONS = { "first-use": Inbox, "no-results": SearchX, error: CircleAlert } as const;

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
  const Icon = ICONS[kind];
  return (
    <div className="flex gap-4 px-4 py-8 sm:px-6">
      <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-muted" strokeWidth={1.5} />
      <div className="max-w-prose">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-1 text-muted">{children}</div>}
        {action && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
