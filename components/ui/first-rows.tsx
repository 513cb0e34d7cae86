import type { ReactNode } from "react";
import { Icon } from "./icon";

/** How many rows a long table shows before the rest is asked for. */
export const FIRST_ROWS = 6;

/** The first of the rows shown: `next` or, near the end, early enough to show as many as elsewhere. */
export function isShownFirst({ index, next, of }: { index: number; next: number; of: number }) {
  const from = Math.max(0, Math.min(next, of - FIRST_ROWS));
  return index >= from && index < from + FIRST_ROWS;
}

/**
 * A table whose rows marked `data-later` stay hidden until they are asked for (globals.css). The browser's own details
 * element, so it works without script; paper shows every row.
 */
export function FirstRows({ of, what, children }: { of: number; what: string; children: ReactNode }) {
  if (of <= FIRST_ROWS) return children;
  return (
    <div className="first-rows">
      {children}
      <details className="group/rows no-print border-t px-4 py-2 text-sm sm:px-6">
        <summary className="inline-flex list-none items-center gap-1 rounded-sm py-1 font-medium text-accent hover:text-accent-strong">
          <Icon name="chevron-right" className="size-4 transition-transform group-open/rows:rotate-90" />
          <span className="group-open/rows:hidden">{`Show all ${of} ${what}`}</span>
          <span className="hidden group-open/rows:inline">{`Show ${FIRST_ROWS} of ${of} ${what}`}</span>
        </summary>
      </details>
    </div>
  );
}
