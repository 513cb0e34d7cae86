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
          We will stop writing to these books. Existing records stay there, and your choices are kept. After
          you reconnect, we write the entries made in between.
        </ConfirmDialog>
      </div>
    </DeskForm>
  );
}
