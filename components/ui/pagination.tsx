import type { ReactNode } from "react";
import { LinkButton } from "./button";
import { Icon } from "./icon";

/** Keyset paging: links to the rows before and after, with the place among them in words when it is known. */
export function Pagination({
  previousHref,
  nextHref,
  children,
  label = "Pages",
}: {
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  /** "Rows 51 to 100 of 1,204". */
  children?: ReactNode;
  label?: string;
}) {
  if (!previousHref && !nextHref && !children) return null;
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center justify-between gap-3 border-t px-4 py-3 sm:px-6"
    >
      <p className="text-sm text-muted">{children}</p>
      <div className="flex gap-2">
        {previousHref && (
          <LinkButton href={previousHref} rel="prev" variant="secondary" size="sm">
            <Icon name="chevron-left" /> Previous
          </LinkButton>
        )}
        {nextHref && (
          <LinkButton href={nextHref} rel="next" variant="secondary" size="sm">
            Next <Icon name="chevron-right" />
          </LinkButton>
        )}
      </div>
    </nav>
  );
}
