import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Money } from "@/components/ui/money";
import type { PaymentTimeline } from "@/lib/payments/queries";
import { cancelPaymentAction } from "./actions";

/** While the payment is only accepted; afterward, why it cannot be canceled. */
export function CancelPayment({ payment }: { payment: PaymentTimeline }) {
  if (payment.status === "CANCELLED") return null;
  if (payment.cancelRefusal)
    return <p className="mt-5 border-t pt-4 text-sm text-muted">{payment.cancelRefusal}</p>;
  return (
    <ActionForm action={cancelPaymentAction} aria-label="Cancel payment" className="mt-5 border-t pt-4">
      <input type="hidden" name="paymentOrderId" value={payment.id} />
      <p className="text-sm text-muted">You can cancel this payment until the bank sends it.</p>
      <div>
        <ConfirmDialog
          trigger="Cancel payment"
          title="Cancel this payment?"
          confirmLabel="Cancel payment"
          cancelLabel="Keep payment"
          pendingLabel="Canceling…"
          variant="danger"
          size="sm"
        >
          <Money amount={payment.amount} sign /> will not be collected. The amount is due again from its
          original due date, and days past due are counted from that date.
        </ConfirmDialog>
      </div>
    </ActionForm>
  );
}
