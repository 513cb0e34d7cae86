// The forms that resolve an exception, each with the words of what it does.
import { ActionForm } from "@/components/action-form";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BankExceptionView } from "@/lib/payments/bank/queries";
import {
  bankFeeAction,
  claimAction,
  depositAction,
  offsetAction,
  repaymentAction,
  sendBackAction,
  writeOffAction,
} from "../actions";

type Way = { exception: BankExceptionView; text: string };

export function FeeForm({ exception, text }: Way) {
  return (
    <ActionForm action={bankFeeAction} aria-label={`Book ${text} as a bank fee`}>
      <input type="hidden" name="exceptionId" value={exception.id} />
      <div>
        <SubmitButton size="sm" variant="secondary" pendingLabel="Booking…">
          It was a bank fee
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

/** One line of text behind a heading, with the button that sends it. */
function TextForm({
  summary,
  action,
  label,
  exceptionId,
  name,
  fieldLabel,
  maxLength,
  button,
  pending,
}: {
  summary: string;
  action: typeof claimAction;
  label: string;
  exceptionId: string;
  name: string;
  fieldLabel: string;
  maxLength: number;
  button: string;
  pending: string;
}) {
  return (
    <Disclosure summary={summary}>
      <ActionForm action={action} aria-label={label}>
        <input type="hidden" name="exceptionId" value={exceptionId} />
        <Field name={name} label={fieldLabel}>
          <Input maxLength={maxLength} />
        </Field>
        <div>
          <SubmitButton size="sm" variant="secondary" pendingLabel={pending}>
            {button}
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  );
}

export function ClaimForm({ exception: { id }, text }: Way) {
  return (
    <TextForm
      summary="Claim from the bank"
      action={claimAction}
      label={`Claim ${text} from the bank`}
      exceptionId={id}
      name="note"
      fieldLabel="What you asked the bank for"
      maxLength={500}
      button="Record claim"
      pending="Saving…"
    />
  );
}

export function DepositForm({ exception: { id }, text }: Way) {
  return (
    <TextForm
      summary="Assign to a deposit"
      action={depositAction}
      label={`Assign ${text} to a deposit`}
      exceptionId={id}
      name="reference"
      fieldLabel="Reference of the deposit"
      maxLength={40}
      button="Assign to deposit"
      pending="Assigning…"
    />
  );
}

export function RepaymentForm({ exception: { id }, text }: Way) {
  return (
    <TextForm
      summary="Assign to a loan"
      action={repaymentAction}
      label={`Assign ${text} to a loan`}
      exceptionId={id}
      name="loan"
      fieldLabel="Number of the loan"
      maxLength={40}
      button="Assign to loan"
      pending="Assigning…"
    />
  );
}

export function SendBackForm({ exception: { id }, text }: Way) {
  return (
    <TextForm
      summary="Send back to the sender"
      action={sendBackAction}
      label={`Send ${text} back`}
      exceptionId={id}
      name="reason"
      fieldLabel="Why it goes back"
      maxLength={500}
      button="Send back"
      pending="Sending…"
    />
  );
}

export function WriteOffForm({ exception: { id }, text }: Way) {
  return (
    <ActionForm action={writeOffAction} aria-label={`Write off ${text}`}>
      <input type="hidden" name="exceptionId" value={id} />
      <div>
        <SubmitButton size="sm" variant="secondary" pendingLabel="Writing off…">
          Write off
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

export function OffsetForm({ exception, text }: Way) {
  return (
    <ActionForm action={offsetAction} aria-label={`Set ${text} against another item`}>
      <input type="hidden" name="exceptionId" value={exception.id} />
      <Field name="againstId" label="Cancels out">
        <Select defaultValue={exception.offsets[0]!.id}>
          {exception.offsets.map(({ id, text: other }) => (
            <option key={id} value={id}>
              {other}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <SubmitButton size="sm" variant="secondary" pendingLabel="Saving…">
          Set against each other
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
