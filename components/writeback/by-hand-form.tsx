import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { DeskForm } from "./desk";

/** For what the software will never take: somebody has entered it there, and the loan goes on. */
export function ByHandForm({
  eventId,
  reference,
  summary,
}: {
  eventId: string;
  reference: string;
  /** Who says so: "I entered it myself" on the borrower's page, "Entered by hand" on the administrator's. */
  summary: string;
}) {
  return (
    <Disclosure summary={summary}>
      <DeskForm act="markByHand" aria-label={`${summary}: ${reference}`}>
        <input type="hidden" name="eventId" value={eventId} />
        <Field
          name="note"
          label="What you entered, and where"
          hint="We will not write anything more for this entry."
        >
          <Input maxLength={500} />
        </Field>
        <div>
          <SubmitButton variant="secondary" size="sm" pendingLabel="Saving…">
            Mark as entered
          </SubmitButton>
        </div>
      </DeskForm>
    </Disclosure>
  );
}

/** The same for everything of the borrower that needs attention, with one note. */
export function AllByHandForm({ held, summary }: { held: number; summary: string }) {
  return (
    <Disclosure summary={summary}>
      <DeskForm act="markHeldByHand" aria-label={summary}>
        <Field
          name="note"
          label="What you entered, and where"
          hint={`This marks all ${held} entries that need attention. We will not write anything more for them.`}
        >
          <Input maxLength={500} />
        </Field>
        <div>
          <SubmitButton variant="secondary" size="sm" pendingLabel="Saving…">
            Mark all {held} as entered
          </SubmitButton>
        </div>
      </DeskForm>
    </Disclosure>
  );
}
