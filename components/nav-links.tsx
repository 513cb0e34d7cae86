"use client";

import Link from "@/components/ui/link";
import { usePathname } from "next/navigation";

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

/** Links of a bar, which small screens show as a column, or always of a column; the current one marked for eyes and for screen readers. */
export function NavLinks({
  places,
  among = places,
  look,
}: {
  places: readonly Place[];
  /** All places of the navigation when this is one group of several. */
  among?: readonly Place[];
  look: "bar" | "column";
}) {
  const current = currentPlace(among, usePathname());
  return (
    <ul className={look === "bar" ? "places-bar" : "places"}>
      {places.map(({ href, label, count }) => (
        <li key={href} className="flex">
          <Link href={href} aria-current={href === current?.href ? "page" : undefined}>
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
