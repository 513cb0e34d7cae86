"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./ui/icon";

/**
 * Opens the menu of small screens. A details element, so it opens before hydration; a script closes it after a choice or Escape.
 * What it shows is beside it in the same `group/bar` (see menu-panel.ts), so that wide screens show the very same elements.
 */
export function MenuButton({ className }: { className?: string }) {
  const ref = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();
  useEffect(() => {
    if (ref.current) ref.current.open = false;
  }, [pathname]);
  useEffect(() => {
    function closeOn(event: KeyboardEvent) {
      if (event.key !== "Escape" || !ref.current?.open) return;
      ref.current.open = false;
      ref.current.querySelector("summary")?.focus();
    }
    document.addEventListener("keydown", closeOn);
    return () => document.removeEventListener("keydown", closeOn);
  }, []);

  return (
    <details ref={ref} data-menu className={cn("group/menu", className)}>
      <summary className="flex h-10 list-none items-center gap-2 rounded-md border border-edge px-3 font-medium">
        <Icon name="menu" className="size-4 group-open/menu:hidden" />
        <Icon name="x" className="hidden size-4 group-open/menu:block" />
        <span className="max-[22rem]:sr-only">Menu</span>
      </summary>
    </details>
  );
}
