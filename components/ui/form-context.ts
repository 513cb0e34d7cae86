"use client";

import { createContext, useContext } from "react";

/** What a form passes to its fields: the errors by field name, and a prefix that keeps ids of two forms apart. */
export interface FormState {
  id: string;
  pending: boolean;
  errors: Record<string, string[] | undefined>;
}

export const FormContext = createContext<FormState | null>(null);

/** What a field passes to the control inside it. */
export interface FieldState {
  id: string;
  name: string;
  required: boolean;
  invalid: boolean;
  describedBy: string | undefined;
}

export const FieldContext = createContext<FieldState | null>(null);

/** Attributes a control takes from the field around it; a control outside a field keeps its own. */
export function useControl() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    name: field.name,
    required: field.required,
    "aria-invalid": field.invalid || undefined,
    "aria-describedby": field.describedBy,
  };
}

export function fieldId(form: FormState | null, own: string, name: string) {
  return `${form?.id ?? own}-${name}`;
}
