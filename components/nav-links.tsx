"use client";

import Link from "@/components/ui/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/cn";

export interface Place {
  href: string;
  label: string;
  /** Work that waits there. */
  count?: number | undefined;
}

/** The place of the current address: the longest that begins it, so that /borrower does not also mark /borrower/loans. */
export function currentPlace(places: readonly Place[], pathname: string) {
  return places
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .reduce<Place | undefined>(
      (best, place) => (best && best.href.length >= place.href.length ? best : place),
      undefined,
    );
}

/** Links of a bar ("row") or a menu ("column"), the current one marked for eyes and for screen readers. */
export function NavLinks({
  places,
  among = places,
  direction,
}: {
  places: readonly Place[];
  /** All places of the navigation when this is one group of several. */
  among?: readonly Place[];
  direction: "row" | "column";
}) {
  const current = currentPlace(among, usePathname());
  return (
    <ul className={cn("flex", direction === "row" ? "h-full items-stretch gap-x-1" : "flex-col gap-y-0.5")}>
      {places.map(({ href, label, count }) => (
        <li key={href} className="flex">
          <Link
            href={href}
            aria-current={href === current?.href ? "page" : undefined}
            className={cn("flex items-center gap-2 px-3 font-medium", LOOK[direction])}
          >
            {label}
            {count ? (
              <span className="ml-auto rounded-sm bg-pending-soft px-1.5 tnum text-sm text-pending">
                {count}
                <span className="sr-only"> waiting</span>
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const LOOK = {
  row: "border-y-2 border-transparent text-muted hover:text-ink aria-[current]:border-b-accent aria-[current]:text-ink",
  column:
    "w-full rounded-md py-1 text-muted max-lg:py-1.5 hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent",
} as const;
