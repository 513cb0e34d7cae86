import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { addOptionAction } from "./actions";

export function AddOptionForm() {
  return (
    <ActionForm
      action={addOptionAction}
      success="Added. Investors can choose it now."
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
      <SubmitButton pendingLabel="Adding…" className="justify-self-start">
        Add option
      </SubmitButton>
    </ActionForm>
  );
}
