import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The way back up. The last item is this page and is no link. */
export function Breadcrumbs({ items }: { items: { label: ReactNode; href?: string }[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
        {items.map(({ label, href }, index) => (
          <li key={href ?? index} className="flex items-center gap-x-1.5">
            {index > 0 && <Icon name="chevron-right" className="size-3.5" />}
            {href ? (
              <Link href={href} className="py-0.5 hover:text-ink hover:underline">
                {label}
              </Link>
            ) : (
              <span aria-current="page">{label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
