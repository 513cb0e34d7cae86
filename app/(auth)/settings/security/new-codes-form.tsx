"use client";

import { ActionForm, useActionResult } from "@/components/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { RecoveryCodes } from "../recovery-codes";
import { makeRecoveryCodesAction } from "./actions";

/** Ten new recovery codes, shown once in place of the button. */
export function NewCodesForm() {
  return (
    <ActionForm action={makeRecoveryCodesAction} aria-label="New recovery codes">
      <Codes />
    </ActionForm>
  );
}

function Codes() {
  const result = useActionResult<{ recoveryCodes: string[] }>();
  if (result.status === "ok") return <RecoveryCodes codes={result.data.recoveryCodes} />;
  return (
    <div>
      <SubmitButton variant="secondary" pendingLabel="Making codes…">
        Make new recovery codes
      </SubmitButton>
    </div>
  );
}
