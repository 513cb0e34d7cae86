"use client";

import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { withdrawAction } from "./actions";

/** Withdraws an application, after asking. */
export function WithdrawForm({ applicationId }: { applicationId: string }) {
  return (
    <ActionForm action={withdrawAction} aria-label="Withdraw application">
      <input type="hidden" name="applicationId" value={applicationId} />
      <div>
        <ConfirmDialog
          trigger="Withdraw this application"
          title="Withdraw this application?"
          confirmLabel="Withdraw application"
          cancelLabel="Keep it"
          variant="secondary"
        >
          Its offers will be closed. You owe nothing and can apply again at any time.
        </ConfirmDialog>
      </div>
    </ActionForm>
  );
}
