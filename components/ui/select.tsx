"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { useControl } from "./form-context";
import { controlStyle } from "./input";
import { Icon } from "./icon";

/** The browser's own select: it works before hydration and gives phones their native picker. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block", className)}>
      <select {...useControl()} className={cn(controlStyle, "h-10 appearance-none pr-9")} {...rest}>
        {children}
      </select>
      <Icon name="chevron-down" className="pointer-events-none absolute top-3 right-3 size-4 text-muted" />
    </span>
  );
}
