import { ReasonField } from "@/app/admin/_parts/reason-field";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ApprovalView } from "@/lib/approvals/queries";
import { may } from "@/lib/permissions";
import { JOURNAL, REVERSE_JOURNAL } from "@/lib/staff/kinds/journals";
import { reverseJournalAction } from "../../ledger/journals/actions";

/** A journal that was posted by mistake is reversed, once, by another proposal. */
export function ReverseJournal({
  approval: { id, kind, state },
  viewer: { roles },
}: {
  approval: ApprovalView;
  viewer: { roles: readonly string[] };
}) {
  if (kind !== JOURNAL.name || state !== "APPROVED" || !may(roles, REVERSE_JOURNAL.propose)) return null;
  return (
    <Card>
      <CardHeader title="Reversal" description="Posts the mirror of this journal, dated today." />
      <CardBody>
        <ActionForm action={reverseJournalAction} success="Proposed." aria-label="Reverse journal">
          <input type="hidden" name="journalId" value={id} />
          <ReasonField />
          <SubmitButton variant="secondary" pendingLabel="Proposing…" className="justify-self-start">
            Propose reversal
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
