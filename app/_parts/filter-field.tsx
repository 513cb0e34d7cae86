"use client";

import { useId, type ReactNode } from "react";
import { FieldContext } from "@/components/ui/form-context";
import { cn } from "@/lib/cn";

/** A field of a filter. All of them may stay empty, so none needs to say that it is optional. */
export function FilterField({
  name,
  label,
  className,
  children,
}: {
  name: string;
  label: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <FieldContext value={{ id, name, required: false, invalid: false, describedBy: undefined }}>
        {children}
      </FieldContext>
    </div>
  );
}
