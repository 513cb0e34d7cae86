"use client";

import { SubmitButton } from "@/components/ui/submit-button";
import { DeskForm } from "./desk";

/** Retries one entry. */
export function RetryForm({ eventId, reference }: { eventId: string; reference: string }) {
  return (
    <DeskForm act="retryEvent" aria-label={`Retry ${reference}`}>
      <input type="hidden" name="eventId" value={eventId} />
      <div>
        <SubmitButton variant="secondary" size="sm" pendingLabel="Retrying…">
          Retry
        </SubmitButton>
      </div>
    </DeskForm>
  );
}

/** Retries every stuck entry. */
export function RetryAllForm({ held }: { held: number }) {
  return (
    <DeskForm act="retryHeld" aria-label="Retry everything">
      <div>
        <SubmitButton variant="secondary" pendingLabel="Retrying…">
          Retry {held === 1 ? "the held entry" : `all ${held}`}
        </SubmitButton>
      </div>
    </DeskForm>
  );
}
