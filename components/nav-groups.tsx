"use client";

import { usePathname } from "next/navigation";
import { useId, useState } from "react";
import { cn } from "@/lib/cn";
import { NavLinks, currentPlace, type Place } from "./nav-links";
import { rememberOpenGroups } from "./open-groups";
import { Icon } from "./ui/icon";

export interface PlaceGroup {
  /** Left out for the first group, which does not collapse. */
  label?: string;
  places: Place[];
}

/**
 * Places in groups that open and close. The group of the current page is open whenever a page is entered; which others are
 * open is kept in a cookie, so that the server renders them as they were and nothing jumps.
 */
export function NavGroups({ groups, open }: { groups: PlaceGroup[]; open: readonly string[] }) {
  const [opened, setOpened] = useState(open);
  const [closedAt, setClosedAt] = useState<string>(); // the page on which its own group was closed
  const pathname = usePathname();
  const all = groups.flatMap(({ places }) => places);
  const current = currentPlace(all, pathname);
  const isCurrent = (group: PlaceGroup) => current !== undefined && group.places.includes(current);
  const isOpen = (group: PlaceGroup) =>
    isCurrent(group) ? closedAt !== pathname : opened.includes(group.label ?? "");

  function toggle(group: PlaceGroup, label: string) {
    const opens = !isOpen(group);
    if (isCurrent(group)) setClosedAt(opens ? undefined : pathname);
    // A group that is only open because its page is current is not remembered.
    if (isCurrent(group) && opens) return;
    const others = opened.filter((each) => each !== label);
    const next = opens ? [...others, label] : others;
    setOpened(next);
    rememberOpenGroups(next);
  }

  return (
    <div className="grid gap-1 max-lg:sm:grid-cols-3 max-lg:sm:items-start">
      {groups.map((group) =>
        group.label === undefined ? (
          <NavLinks key={group.places[0]?.href} places={group.places} among={all} look="column" />
        ) : (
          <Group
            key={group.label}
            label={group.label}
            places={group.places}
            among={all}
            isOpen={isOpen(group)}
            isCurrent={isCurrent(group)}
            onToggle={() => toggle(group, group.label!)}
          />
        ),
      )}
    </div>
  );
}

function Group({
  label,
  places,
  among,
  isOpen,
  isCurrent,
  onToggle,
}: {
  label: string;
  places: Place[];
  among: Place[];
  isOpen: boolean;
  isCurrent: boolean;
  onToggle: () => void;
}) {
  const id = useId();
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
        className={cn(
          "flex w-full items-center justify-between rounded-md px-3 py-1 text-sm hover:bg-sunken hover:text-ink",
          isCurrent ? "font-medium text-ink" : "text-muted",
        )}
      >
        {label}
        <Icon name="chevron-down" className={cn("size-4 transition-transform", !isOpen && "-rotate-90")} />
      </button>
      <div id={id} hidden={!isOpen}>
        <NavLinks places={places} among={among} look="column" />
      </div>
    </div>
  );
}
