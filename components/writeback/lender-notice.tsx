"use client";

import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import { rulesOf } from "@/lib/writeback/records/platforms";
import type { WritebackSettings } from "@/lib/writeback/pages/queries";
import { ConfirmChange } from "./confirm-change";
import { DeskForm } from "./desk";
import { FollowLink } from "./follow-link";
import { VersionField } from "./version-field";

/** The lender account is on its way, or its feed was disconnected: what happens next, and what a person can do. */
export function LenderNotice({ settings: { connection, mapping } }: { settings: WritebackSettings }) {
  const { lender, version } = mapping;
  if (!lender || !connection) return null;
  const isLost = lender.status === "disconnected";
  const isElsewhere = rulesOf(connection.platformKey).feed.separateKey !== null;
  return (
    <>
      <Alert
        tone={isLost ? "failed" : "pending"}
        role="status"
        title={
          isLost ? "The lender account's bank feed was disconnected" : "The lender account is being connected"
        }
      >
        {isElsewhere
          ? `${connection.platformName} asks you on its own page which account to use for the feed.`
          : "This usually takes a few seconds."}
        {lender.isStandIn && ` Until it is connected, records go to ${lender.name}.`}
      </Alert>
      {(isElsewhere || isLost || lender.status === "unknown") && (
        <DeskForm act="createLenderAccount" aria-label="Lender account">
          <FollowLink />
          <VersionField version={version} current={lender.id} />
          <ConfirmChange warning={mapping.warnings.lender} />
          <div>
            <SubmitButton pendingLabel="Opening…">
              {isElsewhere ? `Continue in ${connection.platformName}` : "Try again"}
            </SubmitButton>
          </div>
        </DeskForm>
      )}
    </>
  );
}
