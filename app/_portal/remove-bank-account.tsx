import { ActionForm } from "@/components/action-form";
import { accountName } from "@/components/bank-account-list";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { removeBankAccountAction } from "./actions";

/** Removes an account from a person's list; refused while something needs it, which the message names. */
export function RemoveBankAccount({ account }: { account: ExternalAccountView }) {
  return (
    <ActionForm action={removeBankAccountAction} aria-label={`Remove ${accountName(account)}`}>
      <input type="hidden" name="externalAccountId" value={account.id} />
      <div>
        <ConfirmDialog
          trigger="Remove"
          title="Remove this bank account?"
          confirmLabel="Remove account"
          cancelLabel="Keep account"
          pendingLabel="Removing…"
          variant="secondary"
          size="sm"
        >
          {accountName(account)} will no longer be offered for payments. Past payments still show it. You can
          add it again later.
        </ConfirmDialog>
      </div>
    </ActionForm>
  );
}
