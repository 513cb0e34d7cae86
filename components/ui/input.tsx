"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { useControl } from "./form-context";

// 16 px on a phone: smaller text makes iOS zoom into the field.
export const controlStyle = cn(
  "w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-[1rem] text-ink sm:text-base",
  "hover:border-muted focus-visible:border-accent focus-visible:outline-offset-0",
  "disabled:bg-sunken disabled:text-muted [&[readonly]]:bg-sunken aria-invalid:border-failed aria-invalid:outline-failed",
);

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...useControl()} className={cn(controlStyle, "h-10", className)} {...rest} />;
}

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...useControl()} rows={rows} className={cn(controlStyle, "py-2", className)} {...rest} />;
}
