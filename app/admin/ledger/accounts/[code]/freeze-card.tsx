import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { freezeAction } from "./actions";

/** Freezes or unfreezes the account. The key of the form clears its fields after each. */
export function FreezeCard({ account, name, frozen }: { account: string; name: string; frozen: boolean }) {
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
                trigger="Unfreeze"
                title="Unfreeze this account?"
                confirmLabel="Unfreeze account"
                pendingLabel="Unfreezing…"
              >
                Postings and holds are accepted again immediately. Requests refused while it was frozen must
                be made again.
              </ConfirmDialog>
            ) : (
              <ConfirmDialog
                trigger="Freeze"
                title="Freeze this account?"
                confirmLabel="Freeze account"
                pendingLabel="Freezing…"
                variant="danger"
              >
                Every payment, disbursement and interest run that posts to {name} is refused until an
                administrator unfreezes it. Posted entries do not change.
              </ConfirmDialog>
            )}
          </span>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
