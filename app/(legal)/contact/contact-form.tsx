import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { LONGEST_MESSAGE } from "@/lib/messages/schemas";
import { TOPICS, type Topic } from "@/lib/messages/topics";
import { sendMessageAction } from "./actions";

type Loan = { id: string; number: number };

/** Subject and text; for a visitor also name and email address, for a borrower also the loan. */
export function ContactForm({
  isVisitor,
  topic,
  subject,
  loans,
  loanId,
}: {
  isVisitor: boolean;
  topic: Topic | undefined;
  subject: string | undefined;
  loans: Loan[];
  loanId: string | undefined;
}) {
  return (
    <ActionForm action={sendMessageAction} aria-label="Write to us">
      {isVisitor && (
        <>
          <input type="hidden" name="visitor" value="yes" />
          <Field name="name" label="Your name">
            <Input autoComplete="name" maxLength={120} />
          </Field>
          <Field name="email" label="Email address" hint="We reply to this address.">
            <Input type="email" autoComplete="email" inputMode="email" spellCheck={false} />
          </Field>
        </>
      )}
      <Field name="topic" label="What is it about?">
        <Select defaultValue={topic ?? ""}>
          <option value="" disabled>
            Choose…
          </option>
          {Object.entries(TOPICS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      {loans.length > 0 && (
        <Field name="loanId" label="Which loan?" required={false}>
          <Select defaultValue={loanId ?? ""}>
            <option value="">No particular loan</option>
            {loans.map(({ id, number }) => (
              <option key={id} value={id}>
                Loan {number}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field name="subject" label="Subject">
        <Input maxLength={150} defaultValue={subject} />
      </Field>
      <Field name="body" label="Message">
        <Textarea rows={8} maxLength={LONGEST_MESSAGE} />
      </Field>
      <div>
        <SubmitButton pendingLabel="Sending…">Send message</SubmitButton>
      </div>
    </ActionForm>
  );
}
