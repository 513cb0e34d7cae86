import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { freezeAction } from "./actions";

/** Freezes the account or frees it; the form is another one after each, so that nothing typed for the one stays. */
export function FreezeCard({ account, frozen }: { account: string; frozen: boolean }) {
  return (
    <Card>
      <CardHeader
        title={frozen ? "Frozen" : "Freeze"}
        description={
          frozen
            ? "Our own postings and holds on this account are refused. What the bank reports is still recorded."
            : "Refuses our own postings and holds on this account until it is freed. What the bank reports is still recorded."
        }
      />
      <CardBody>
        <ActionForm
          key={frozen ? "free" : "freeze"}
          action={freezeAction}
          aria-label={frozen ? "Unfreeze the account" : "Freeze the account"}
        >
          <input type="hidden" name="account" value={account} />
          <input type="hidden" name="frozen" value={frozen ? "no" : "yes"} />
          <Field name="reason" label="Reason" hint="It stands in the audit trail with your name.">
            <Input maxLength={300} />
          </Field>
          <span className="justify-self-start">
            {frozen ? (
              <ConfirmDialog
                trigger="Unfreeze"
                title="Unfreeze this account?"
                confirmLabel="Unfreeze the account"
                pendingLabel="Unfreezing…"
              >
                Postings and holds are accepted again from the next moment on. What was refused meanwhile
                stays refused: it must be asked for again.
              </ConfirmDialog>
            ) : (
              <ConfirmDialog
                trigger="Freeze"
                title="Freeze this account?"
                confirmLabel="Freeze the account"
                pendingLabel="Freezing…"
                variant="danger"
              >
                Every payment, disbursement and interest run that touches{" "}
                <code className="figures">{account}</code> is refused until somebody unfreezes it. Nothing
                that was posted changes.
              </ConfirmDialog>
            )}
          </span>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
