import { ActionForm } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BankExceptionView } from "@/lib/payments/bank/queries";
import { takeExceptionAction } from "../actions";
import { resolutionWords } from "../rule-words";
import {
  ClaimForm,
  DepositForm,
  FeeForm,
  OffsetForm,
  RepaymentForm,
  SendBackForm,
  WriteOffForm,
} from "./exception-forms";

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
      {note && <p className="max-w-prose wrap-anywhere">{note}</p>}
      {exception.isBeingSentBack && <StatusBadge tone="pending">Being sent back</StatusBadge>}
      {line && !line.isBooked && <p>Match or book this line on the statement lines page.</p>}
      {line && ownerId === null && <TakeForm exception={exception} />}
      {line?.isBooked && !exception.isBeingSentBack && <Ways exception={exception} text={line.text} />}
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
        <>
          <RepaymentForm exception={exception} text={text} />
          <DepositForm exception={exception} text={text} />
          <SendBackForm exception={exception} text={text} />
        </>
      )}
      {exception.canBeWrittenOff && <WriteOffForm exception={exception} text={text} />}
    </>
  );
}
