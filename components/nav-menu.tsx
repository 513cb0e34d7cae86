"use client";

import { Menu, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import { cn } from "@/lib/cn";

/** The menu of small screens. A details element, so it opens before hydration; a script closes it after a choice or Escape. */
export function NavMenu({ className, children }: { className?: string; children: ReactNode }) {
  const ref = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();
  useEffect(() => {
    if (ref.current) ref.current.open = false;
  }, [pathname]);

  return (
    <details
      ref={ref}
      className={cn("group/menu", className)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !ref.current?.open) return;
        ref.current.open = false;
        ref.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="flex h-10 list-none items-center gap-2 rounded-md border border-edge px-3 font-medium">
        <Menu aria-hidden className="size-4 group-open/menu:hidden" />
        <X aria-hidden className="hidden size-4 group-open/menu:block" />
        <span className="max-[22rem]:sr-only">Menu</span>
      </summary>
      <div className="absolute inset-x-0 top-full z-30 max-h-[calc(100dvh-8rem)] overflow-auto border-y bg-surface px-4 py-4 shadow-float sm:px-6">
        {children}
      </div>
    </details>
  );
}
