"use client";

import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import { PLATFORM_CHOICES } from "@/lib/writeback/records/platforms";
import { ConfirmChange } from "./confirm-change";
import { DeskForm } from "./desk";
import { FollowLink } from "./follow-link";

/** Which accounting software; what cannot take loans says so before anybody signs in there. */
export function ConnectForm({
  chosen,
  warning = null,
}: {
  chosen?: string | undefined;
  /** What stays in the books of the software so far, to be confirmed. */
  warning?: string | null;
}) {
  return (
    <DeskForm act="connect" aria-label="Connect accounting software">
      <FollowLink />
      <RadioCards
        name="platformKey"
        label="Your accounting software"
        hint="You sign in there and allow access. We never see your password."
        columns={2}
        {...(chosen ? { defaultValue: chosen } : {})}
        options={PLATFORM_CHOICES.map(({ key, name, canWrite, why }) => ({
          value: key,
          title: name,
          disabled: !canWrite,
          ...(why ? { description: why } : {}),
        }))}
      />
      <ConfirmChange warning={warning} />
      <div>
        <SubmitButton pendingLabel="Opening its page…">Connect</SubmitButton>
      </div>
    </DeskForm>
  );
}
