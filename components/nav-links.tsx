"use client";

import Link from "@/components/ui/link";
import { usePathname } from "next/navigation";

export interface Place {
  href: string;
  label: string;
  /** Addresses elsewhere whose pages belong to this place. */
  also?: readonly string[];
  /** Work that waits there. */
  count?: number | undefined;
}

/**
 * The place of the current address: the longest that begins it, so that /admin/payments does not also mark
 * /admin/payments/webhooks. The first page of a portal begins every address of it and therefore marks only itself.
 */
export function currentPlace(places: readonly Place[], pathname: string) {
  const begins = (href: string) => href.lastIndexOf("/") > 0 && pathname.startsWith(`${href}/`);
  return places
    .filter(({ href, also = [] }) => pathname === href || [href, ...also].some(begins))
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
