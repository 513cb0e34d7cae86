"use client";

import { SubmitButton } from "@/components/ui/submit-button";
import { DeskForm } from "./desk";
import { FollowLink } from "./follow-link";

/** To the software's own page again, with a link that is fetched at this moment. */
export function ReconnectForm({ platformKey, label }: { platformKey: string; label: string }) {
  return (
    <DeskForm act="connect" aria-label={label}>
      <FollowLink />
      <input type="hidden" name="platformKey" value={platformKey} />
      <div>
        <SubmitButton pendingLabel="Opening its page…">{label}</SubmitButton>
      </div>
    </DeskForm>
  );
}
