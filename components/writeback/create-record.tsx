"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormField } from "@/lib/writeback/create-form";
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
  cancel,
  close,
}: {
  card: keyof typeof KINDS;
  version: number;
  currentId: string | null;
  cancel: () => void;
  close: () => void;
}) {
  const { api } = useDesk();
  const { what, act, title } = KINDS[card];
  const [requestKey] = useState(() => crypto.randomUUID());
  const form = useQuery({
    queryKey: ["writeback-form", api, what],
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
          <RecordField key={field.name} field={field} isFirst={index === 0} />
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

function RecordField({ field, isFirst }: { field: FormField; isFirst: boolean }) {
  const { name, label, help, isRequired, options, value } = field;
  return (
    <Field name={name} label={label} hint={help} required={isRequired}>
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
        // Whoever chose "Create a new…" is taken to its first field.
        <Input defaultValue={value} autoComplete="off" autoFocus={isFirst} />
      )}
    </Field>
  );
}
