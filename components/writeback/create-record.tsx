"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useActionResult } from "@/components/action-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormField } from "@/lib/writeback/books/create-form";
import { CannotList } from "./cannot-list";
import { CloseWhenSaved } from "./close-when-saved";
import { ask, DeskForm, useDesk } from "./desk";
import { VersionField } from "./version-field";

const KINDS = {
  supplier: { what: "supplier", act: "createSupplier", title: "New supplier" },
  expense: { what: "expense-account", act: "createExpenseAccount", title: "New expense account" },
} as const;

/** A form with the fields that the connection itself asks for. Sending it twice makes one record. */
export function CreateRecord({
  card,
  version,
  currentId,
  failureId,
  cancel,
  close,
}: {
  card: keyof typeof KINDS;
  version: number;
  currentId: string | null;
  failureId: string | null;
  cancel: () => void;
  close: () => void;
}) {
  const { api } = useDesk();
  const { what, act, title } = KINDS[card];
  const [requestKey] = useState(() => crypto.randomUUID());
  // Of the moment at which the form opened: what becomes known later must not empty what is being typed.
  const [failure] = useState(failureId);
  const form = useQuery({
    queryKey: ["writeback-form", api, what, failure],
    queryFn: () => ask<{ fields: FormField[] }>(api, { ask: "form", what }),
    staleTime: 0,
    retry: 1,
  });
  if (form.error) return <CannotList words={form.error.message} retry={() => void form.refetch()} />;
  if (!form.data) return <Skeleton className="h-32" />;
  return (
    <DeskForm act={act} aria-label={title}>
      <VersionField version={version} current={currentId} />
      <CloseWhenSaved close={close} />
      <input type="hidden" name="requestKey" value={requestKey} />
      <p className="font-medium">{title}</p>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {form.data.fields.map((field, index) => (
          <RecordField key={field.name} field={field} isFocused={index === 0 && failure === null} />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Creating…">Create</SubmitButton>
        <Button variant="ghost" onClick={cancel}>
          Back to the list
        </Button>
      </div>
    </DeskForm>
  );
}

function RecordField({ field, isFocused }: { field: FormField; isFocused: boolean }) {
  const { name, label, help, isRequired, options, value, error } = field;
  const isFresh = useActionResult().status === "idle"; // else the answer to what was sent since
  return (
    <Field
      name={name}
      label={label}
      hint={help}
      required={isRequired}
      {...(error && isFresh ? { error } : {})}
    >
      {options ? (
        <Select defaultValue={value}>
          {!isRequired && <option value="">None</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ) : (
        // Whoever chose "Create a new…" is taken to its first field; a form that comes back takes no focus.
        <Input defaultValue={value} autoComplete="off" autoFocus={isFocused} />
      )}
    </Field>
  );
}
