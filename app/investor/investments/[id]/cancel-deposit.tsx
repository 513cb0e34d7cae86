import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Money } from "@/components/ui/money";
import { cancelDepositAction } from "./actions";

/** While the money has not been sent. */
export function CancelDeposit({ investmentId, amount }: { investmentId: string; amount: string }) {
  return (
    <ActionForm action={cancelDepositAction} aria-label="Cancel deposit" className="mt-5 border-t pt-4">
      <input type="hidden" name="investmentId" value={investmentId} />
      <div>
        <ConfirmDialog
          trigger="Cancel deposit"
          title="Cancel this deposit?"
          confirmLabel="Cancel deposit"
          cancelLabel="Keep deposit"
          pendingLabel="Canceling…"
          variant="danger"
          size="sm"
        >
          The deposit of <Money amount={amount} sign /> will be canceled and this investment will end. No
          money moves. You can make another deposit at any time.
        </ConfirmDialog>
      </div>
    </ActionForm>
  );
}
