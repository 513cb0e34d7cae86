"use client";

import type { ReactNode } from "react";
import { ActionForm, useActionResult, type FormAction } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";

export interface AddedAccount {
  id: string;
  bankName: string;
  last4: string;
  isInReview: boolean;
}

/** Adds a bank account. `children` takes hidden fields of the page and, in the sandbox, its hint. */
export function BankAccountForm({
  action,
  holderName,
  children,
}: {
  action: FormAction<AddedAccount>;
  /** The usual holder: the person, or the company that borrows. */
  holderName: string;
  children?: ReactNode;
}) {
  return (
    <ActionForm action={action} aria-label="Add a bank account">
      {children}
      <Added />
      <Fields holderName={holderName} />
      <div>
        <SubmitButton variant="secondary" pendingLabel="Adding the account…">
          Add bank account
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function Added() {
  const result = useActionResult<AddedAccount>();
  return (
    <p role="status" className={result.status === "ok" ? "text-posted" : "sr-only"}>
      {result.status === "ok" &&
        `${result.data.bankName}, ending in ${result.data.last4}, was added.${result.data.isInReview ? " We will review it before any money moves and notify you." : ""}`}
    </p>
  );
}

function Fields({ holderName }: { holderName: string }) {
  const result = useActionResult<AddedAccount>();
  return (
    // A number that was accepted does not stay on the screen: the key empties the fields.
    <div
      key={result.status === "ok" ? result.data.id : "new"}
      className="grid grid-cols-1 gap-5 sm:grid-cols-2"
    >
      <Field name="holderName" label="Account holder">
        <Input defaultValue={holderName} autoComplete="name" />
      </Field>
      <Field name="accountType" label="Account type">
        <Select defaultValue="checking">
          <option value="checking">Checking</option>
          <option value="savings">Savings</option>
        </Select>
      </Field>
      <Field name="routingNumber" label="Routing number" hint="Nine digits, at the bottom left of a check.">
        <Input inputMode="numeric" autoComplete="off" />
      </Field>
      <Field
        name="accountNumber"
        label="Account number"
        hint="After you add it, we show only the last four digits."
      >
        <Input inputMode="numeric" autoComplete="off" />
      </Field>
    </div>
  );
}
