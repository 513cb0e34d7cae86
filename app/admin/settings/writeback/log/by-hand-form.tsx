import { ActionForm } from "@/components/action-form";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { markByHandAction } from "../actions";

/** For what the software will never take: somebody has entered it there, and the loan goes on. */
export function ByHandForm({ eventId, reference }: { eventId: string; reference: string }) {
  return (
    <Disclosure summary="Entered by hand">
      <ActionForm action={markByHandAction} aria-label={`Entered by hand: ${reference}`}>
        <input type="hidden" name="eventId" value={eventId} />
        <Field name="note" label="What was entered, and where" hint="Nothing more of this entry is written.">
          <Input maxLength={500} />
        </Field>
        <div>
          <SubmitButton variant="secondary" size="sm" pendingLabel="Saving…">
            Mark as entered
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  );
}
