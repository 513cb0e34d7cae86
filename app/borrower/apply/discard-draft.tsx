"use client";

import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { discardDraftAction } from "./actions";

/** Discards a draft, after asking. */
export function DiscardDraft({ applicationId }: { applicationId: string }) {
  return (
    <ActionForm action={discardDraftAction} aria-label="Discard draft">
      <input type="hidden" name="applicationId" value={applicationId} />
      <ConfirmDialog
        trigger="Discard draft"
        title="Discard this draft?"
        confirmLabel="Discard draft"
        cancelLabel="Keep it"
        variant="secondary"
        size="sm"
      >
        Your answers will be deleted. Nothing was submitted to us or to a credit bureau.
      </ConfirmDialog>
    </ActionForm>
  );
}
