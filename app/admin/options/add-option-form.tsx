import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { ReasonField } from "../_parts/reason-field";
import { addOptionAction } from "./actions";

export function AddOptionForm() {
  return (
    <ActionForm
      action={addOptionAction}
      success="Proposed. Investors can choose it once another person approves it."
      aria-label="Add option"
    >
      <div className="grid gap-5 sm:grid-cols-2 2xl:grid-cols-1">
        <Field name="termMonths" label="Term in months">
          <Input inputMode="numeric" />
        </Field>
        <Field name="annualRate" label="Annual rate (%), such as 4.80">
          <Input inputMode="decimal" />
        </Field>
        <Field name="minimum" label="Minimum deposit">
          <MoneyInput sign="$" />
        </Field>
        <Field name="maximum" label="Maximum deposit">
          <MoneyInput sign="$" />
        </Field>
        <Field
          name="capacity"
          label="Capacity"
          hint="The most that it takes in all. Leave it empty for any amount."
          required={false}
        >
          <MoneyInput sign="$" />
        </Field>
      </div>
      <ReasonField />
      <SubmitButton pendingLabel="Proposing…" className="justify-self-start">
        Propose option
      </SubmitButton>
    </ActionForm>
  );
}
