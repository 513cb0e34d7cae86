"use client";

import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { discardDraftAction } from "./actions";

/** Throws a draft away, after asking. */
export function DiscardDraft({ applicationId }: { applicationId: string }) {
  return (
    <ActionForm action={discardDraftAction} aria-label="Discard the draft">
      <input type="hidden" name="applicationId" value={applicationId} />
      <ConfirmDialog
        trigger="Discard the draft"
        title="Discard this draft?"
        confirmLabel="Discard it"
        cancelLabel="Keep it"
        variant="secondary"
        size="sm"
      >
        What you entered is removed from your applications. Nothing was sent to us or to a credit bureau.
      </ConfirmDialog>
    </ActionForm>
  );
}
