import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { addDays, monthName, type IsoDate } from "@/lib/calendar/dates";
import { pendingApproval } from "@/lib/approvals/queries";
import { CLOSE_PERIOD } from "@/lib/staff/kinds/close-period";
import { PendingApproval } from "../../_parts/pending-approval";
import { ReasonField } from "../../_parts/reason-field";
import { closeMonthAction } from "./actions";

/** The next month to close: the button, or the date from which it can be closed. */
export async function CloseCard({
  through,
  today,
  mayPropose,
  hasOldSuspense,
}: {
  through: IsoDate;
  today: IsoDate;
  mayPropose: boolean;
  hasOldSuspense: boolean;
}) {
  const pending = await pendingApproval(CLOSE_PERIOD, through);
  const name = monthName(through);
  const firstOpen = addDays(through, 1);
  return (
    <Card>
      <CardHeader title={`Next: ${name}`} />
      <CardBody className="grid gap-4">
        <p className="max-w-prose">
          Closing is permanent. We refuse our own postings dated in a closed month. Bank activity reported
          later is recorded on the first open day with a reference to the closed month, so the reports of that
          month never change.
        </p>
        {pending ? (
          <PendingApproval approval={pending} />
        ) : through < today ? (
          mayPropose && (
            <ActionForm key={through} action={closeMonthAction} aria-label={`Close ${name}`}>
              <input type="hidden" name="through" value={through} />
              {hasOldSuspense && (
                <Field name="note" label="Why the month closes over unidentified money older than 30 days">
                  <Input maxLength={500} />
                </Field>
              )}
              <ReasonField hint="What the administrator who approves it reads." />
              <span className="justify-self-start">
                <ConfirmDialog
                  trigger={`Propose to close ${name}`}
                  title={`Propose to close ${name}?`}
                  confirmLabel="Propose"
                  pendingLabel="Proposing…"
                  variant="danger"
                >
                  After an administrator approves it, this closes the books through <DateText on={through} />.
                  A closed month can&apos;t be reopened. The first open day will be{" "}
                  <DateText on={firstOpen} />.
                </ConfirmDialog>
              </span>
            </ActionForm>
          )
        ) : (
          <p className="text-muted">
            You can close {name} starting <DateText on={firstOpen} />.
          </p>
        )}
      </CardBody>
    </Card>
  );
}
