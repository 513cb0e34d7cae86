import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { approveAction, cancelAction, rejectAction } from "./actions";

export function DecideForm({ id, title, mayApprove }: { id: string; title: string; mayApprove: boolean }) {
  return (
    <div className="grid gap-4">
      {mayApprove && (
        <ActionForm action={approveAction} aria-label="Approve">
          <input type="hidden" name="approvalId" value={id} />
          <Field name="note" label="Note (optional)">
            <Textarea rows={2} maxLength={500} />
          </Field>
          <span className="justify-self-start">
            <ConfirmDialog
              trigger="Approve"
              title={`${title}?`}
              confirmLabel="Approve and carry out"
              pendingLabel="Approving…"
            >
              It is carried out immediately, with the figures above.
            </ConfirmDialog>
          </span>
        </ActionForm>
      )}
      <Disclosure summary="Reject" open={!mayApprove}>
        <ActionForm action={rejectAction} aria-label="Reject">
          <input type="hidden" name="approvalId" value={id} />
          <Field name="note" label="Why" hint="The person who proposed it reads this.">
            <Textarea rows={2} maxLength={500} />
          </Field>
          <SubmitButton variant="danger" pendingLabel="Rejecting…" className="justify-self-start">
            Reject
          </SubmitButton>
        </ActionForm>
      </Disclosure>
    </div>
  );
}

export function CancelForm({ id }: { id: string }) {
  return (
    <ActionForm action={cancelAction} aria-label="Cancel proposal">
      <input type="hidden" name="approvalId" value={id} />
      <SubmitButton variant="secondary" pendingLabel="Canceling…" className="justify-self-start">
        Cancel proposal
      </SubmitButton>
    </ActionForm>
  );
}
