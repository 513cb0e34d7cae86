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
      success="Added. Investors can choose it from now on."
      aria-label="Add an option"
    >
      <div className="grid gap-5 sm:grid-cols-2 2xl:grid-cols-1">
        <Field name="termMonths" label="Term in months">
          <Input inputMode="numeric" />
        </Field>
        <Field name="annualRate" label="Rate a year in per cent, such as 4.8">
          <Input inputMode="decimal" />
        </Field>
        <Field name="minimum" label="Smallest deposit">
          <MoneyInput sign="$" />
        </Field>
        <Field name="maximum" label="Largest deposit">
          <MoneyInput sign="$" />
        </Field>
      </div>
      <SubmitButton pendingLabel="Adding…" className="justify-self-start">
        Add the option
      </SubmitButton>
    </ActionForm>
  );
}
