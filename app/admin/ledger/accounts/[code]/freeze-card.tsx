import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { pendingApproval } from "@/lib/approvals/queries";
import { FREEZE } from "@/lib/staff/kinds/freeze";
import { PendingApproval } from "../../../_parts/pending-approval";
import { freezeAction } from "./actions";

/** Freezes or unfreezes the account. The key of the form clears its fields after each. */
export async function FreezeCard({
  account,
  name,
  frozen,
  mayPropose,
}: {
  account: string;
  name: string;
  frozen: boolean;
  mayPropose: boolean;
}) {
  const pending = await pendingApproval(FREEZE, account);
  if (!pending && !mayPropose) return null;
  return (
    <Card>
      <CardHeader
        title={frozen ? "Frozen" : "Freeze"}
        description={
          frozen
            ? "We refuse our own postings and holds on this account. Bank activity is still recorded."
            : "We refuse our own postings and holds on this account until you unfreeze it. Bank activity is still recorded."
        }
      />
      <CardBody>
        {pending && <PendingApproval approval={pending} />}
        {!pending && (
          <ActionForm
            key={frozen ? "unfreeze" : "freeze"}
            action={freezeAction}
            aria-label={frozen ? "Unfreeze account" : "Freeze account"}
          >
            <input type="hidden" name="account" value={account} />
            <input type="hidden" name="frozen" value={frozen ? "no" : "yes"} />
            <Field name="reason" label="Reason" hint="Recorded in the audit log with your name.">
              <Input maxLength={300} />
            </Field>
            <span className="justify-self-start">
              {frozen ? (
                <ConfirmDialog
                  trigger="Propose to unfreeze"
                  title="Propose to unfreeze this account?"
                  confirmLabel="Propose"
                  pendingLabel="Proposing…"
                >
                  After another person approves it, postings and holds are accepted again. Requests refused
                  while it was frozen must be made again.
                </ConfirmDialog>
              ) : (
                <ConfirmDialog
                  trigger="Propose to freeze"
                  title="Propose to freeze this account?"
                  confirmLabel="Propose"
                  pendingLabel="Proposing…"
                  variant="danger"
                >
                  After another person approves it, every payment, disbursement and interest run that posts to{" "}
                  {name} is refused until it is unfrozen. Posted entries do not change.
                </ConfirmDialog>
              )}
            </span>
          </ActionForm>
        )}
      </CardBody>
    </Card>
  );
}
