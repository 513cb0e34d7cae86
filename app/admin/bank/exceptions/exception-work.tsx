import { ActionForm } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BankExceptionView } from "@/lib/payments/bank/queries";
import { bankFeeAction, claimAction, depositAction, offsetAction, takeExceptionAction } from "../actions";
import { resolutionWords } from "../rule-words";

/** How an exception was resolved, or the forms that resolve it. */
export function ExceptionWork({ exception }: { exception: BankExceptionView }) {
  const { resolvedOn, resolution, line, note, ownerId } = exception;
  if (resolvedOn)
    return (
      <div>
        <StatusBadge tone="posted">Resolved</StatusBadge>
        <span className="block text-sm text-muted">
          {resolutionWords(resolution ?? "")}, <DateText on={resolvedOn} short />
        </span>
      </div>
    );
  return (
    <div className="grid gap-3">
      {note && <p className="max-w-prose wrap-anywhere">Claimed from the bank: {note}</p>}
      {line && !line.isBooked && <p>Match or book this line on the statement lines page.</p>}
      {line && ownerId === null && <TakeForm exception={exception} />}
      {line?.isBooked && <Ways exception={exception} text={line.text} />}
    </div>
  );
}

function TakeForm({ exception: { id, line } }: { exception: BankExceptionView }) {
  return (
    <ActionForm action={takeExceptionAction} aria-label={`Take ${line!.text}`}>
      <input type="hidden" name="exceptionId" value={id} />
      <div>
        <SubmitButton size="sm" variant="secondary" pendingLabel="Saving…">
          Take
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function Ways({ exception, text }: { exception: BankExceptionView; text: string }) {
  return (
    <>
      {exception.offsets.length > 0 && <OffsetForm exception={exception} text={text} />}
      {exception.amount.startsWith("-") ? (
        <>
          <FeeForm exception={exception} text={text} />
          <ClaimForm exception={exception} text={text} />
        </>
      ) : (
        <DepositForm exception={exception} text={text} />
      )}
    </>
  );
}

type Way = { exception: BankExceptionView; text: string };

function FeeForm({ exception, text }: Way) {
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

function ClaimForm({ exception, text }: Way) {
  return (
    <Disclosure summary="Claim from the bank">
      <ActionForm action={claimAction} aria-label={`Claim ${text} from the bank`}>
        <input type="hidden" name="exceptionId" value={exception.id} />
        <Field name="note" label="What you asked the bank for">
          <Input maxLength={500} />
        </Field>
        <div>
          <SubmitButton size="sm" variant="secondary" pendingLabel="Saving…">
            Record claim
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  );
}

function OffsetForm({ exception, text }: Way) {
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

function DepositForm({ exception, text }: Way) {
  return (
    <Disclosure summary="Assign to a deposit">
      <ActionForm action={depositAction} aria-label={`Assign ${text} to a deposit`}>
        <input type="hidden" name="exceptionId" value={exception.id} />
        <Field name="reference" label="Reference of the deposit">
          <Input maxLength={40} />
        </Field>
        <div>
          <SubmitButton size="sm" variant="secondary" pendingLabel="Assigning…">
            Assign to deposit
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  );
}
