"use client";

import { SubmitButton } from "@/components/ui/submit-button";
import { DeskForm } from "./desk";

/** Has the books looked at now instead of at the next write. */
export function CheckAgain() {
  return (
    <DeskForm act="checkMapping" aria-label="Check the books again">
      <div>
        <SubmitButton variant="secondary" size="sm" pendingLabel="Checking…">
          Check again
        </SubmitButton>
      </div>
    </DeskForm>
  );
}
