import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface LinkTab {
  label: ReactNode;
  href: string;
  count?: number;
  current?: boolean;
}

/** Views of one list or one thing, each with its own address; wraps on a phone. */
export function LinkTabs({ items, label }: { items: LinkTab[]; label: string }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-x-1 border-b">
      {items.map(({ label: text, href, count, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? "page" : undefined}
          className={cn(
            "-mb-px flex items-center gap-2 border-b-2 px-3 py-2 font-medium",
            current
              ? "border-accent text-ink"
              : "border-transparent text-muted hover:border-edge hover:text-ink",
          )}
        >
          {text}
          {count !== undefined && <span className="rounded-sm bg-sunken px-1.5 tnum text-sm">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
