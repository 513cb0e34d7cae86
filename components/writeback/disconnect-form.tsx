"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DeskForm } from "./desk";

export function DisconnectForm({ platformName }: { platformName: string }) {
  return (
    <DeskForm act="disconnect" aria-label={`Disconnect ${platformName}`}>
      <input type="hidden" name="confirm" value="yes" />
      <div>
        <ConfirmDialog
          trigger="Disconnect"
          title={`Disconnect ${platformName}?`}
          confirmLabel="Disconnect"
          pendingLabel="Disconnecting…"
          variant="danger"
        >
          Nothing more is written to these books. What was written stays there, and your choices are kept:
          when you reconnect, what happened meanwhile is written then.
        </ConfirmDialog>
      </div>
    </DeskForm>
  );
}
