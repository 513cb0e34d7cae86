"use client";

import { useContext, useId, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { FieldContext, fieldId, FormContext, type FieldState } from "./form-context";
import { Icon } from "./icon";

export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Shown instead of what the surrounding form says about this name. */
  error?: string;
  /** Marked "optional" when false; most fields are required, so those carry no mark. */
  required?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label, hint, control and error in one column, linked to each other for screen readers. */
export function Field({ label, hint, className, children, ...rest }: FieldProps) {
  const { field, error } = useField({ hint, ...rest });
  return (
    <div className={cn("grid content-start gap-1.5", className)}>
      <label htmlFor={field.id} className="font-medium">
        {label}
        {!field.required && <Optional />}
      </label>
      {hint && <Hint id={`${field.id}-hint`}>{hint}</Hint>}
      <FieldContext value={field}>{children}</FieldContext>
      <FieldError id={`${field.id}-error`}>{error}</FieldError>
    </div>
  );
}

/** A group of radio buttons or checkboxes under one question. */
export function Fieldset({ label, hint, className, children, ...rest }: FieldProps) {
  const { field, error } = useField({ hint, ...rest });
  return (
    <fieldset className={cn("grid min-w-0 gap-1.5", className)} aria-describedby={field.describedBy}>
      <legend className="float-left mb-1.5 w-full font-medium">
        {label}
        {!field.required && <Optional />}
      </legend>
      {hint && <Hint id={`${field.id}-hint`}>{hint}</Hint>}
      <FieldContext value={field}>{children}</FieldContext>
      <FieldError id={`${field.id}-error`}>{error}</FieldError>
    </fieldset>
  );
}

function useField(props: Pick<FieldProps, "name" | "hint" | "error" | "required">) {
  const form = useContext(FormContext);
  const id = fieldId(form, useId(), props.name);
  const error = props.error ?? form?.errors[props.name]?.join(" ");
  const describedBy = [props.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const field: FieldState = {
    id,
    name: props.name,
    required: props.required ?? true,
    invalid: Boolean(error),
    describedBy: describedBy || undefined,
  };
  return { field, error };
}

function Optional() {
  return <span className="font-normal text-muted"> (optional)</span>;
}

export function Hint({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="text-sm text-muted">
      {children}
    </p>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm font-medium text-failed">
      <Icon name="circle-alert" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
