import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SharedAccount } from "@/lib/payments/shared-accounts";
import { reviewBankAccountAction } from "./actions";

/** The decision on one flagged account. */
export function ReviewForm({ account: { id, last4, person } }: { account: SharedAccount }) {
  return (
    <ActionForm
      action={reviewBankAccountAction}
      aria-label={`Review account ending in ${last4} of ${person.name}`}
      success="Saved. The account owner is notified."
    >
      <input type="hidden" name="externalAccountId" value={id} />
      <Field name="decision" label="Decision">
        <Select defaultValue="clear">
          <option value="clear">Clear for payments</option>
          <option value="refuse">Refuse and disable</option>
        </Select>
      </Field>
      <Field name="reason" label="What you checked">
        <Input maxLength={500} />
      </Field>
      <div>
        <SubmitButton variant="secondary" pendingLabel="Saving…">
          Save decision
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
