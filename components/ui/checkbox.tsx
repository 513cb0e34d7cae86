"use client";

import { useContext, useId, type ComponentProps, type ReactNode } from "react";
import { FieldError, Hint } from "./field";
import { FieldContext, fieldId, FormContext } from "./form-context";

/** One yes-or-no with its sentence; alone in a form, or inside a Fieldset as one of several. */
export function Checkbox({
  name,
  label,
  hint,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "name"> & { name: string; label: ReactNode; hint?: ReactNode }) {
  const form = useContext(FormContext);
  const inFieldset = useContext(FieldContext) !== null;
  const own = useId();
  const id = inFieldset ? own : fieldId(form, own, name);
  const error = inFieldset ? undefined : form?.errors[name]?.join(" ");
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <div className="flex items-start gap-3">
        <input
          type="checkbox"
          id={id}
          name={name}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
          className="size-6 shrink-0 accent-accent"
          {...rest}
        />
        <div>
          <label htmlFor={id}>{label}</label>
          {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
        </div>
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
