"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { useControl } from "./form-context";
import { controlStyle } from "./input";

/** An amount as the person types it. Text, not type=number: the server reads the very characters and says what is wrong. */
export function MoneyInput({
  sign = "$",
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "inputMode"> & { sign?: string }) {
  return (
    <span className={cn("relative block", className)}>
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-0 grid w-8 place-items-center text-muted"
      >
        {sign}
      </span>
      <input
        {...useControl()}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className={cn(controlStyle, "h-10 pl-8 tnum")}
        {...rest}
      />
    </span>
  );
}
