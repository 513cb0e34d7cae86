import { Alert } from "@/components/ui/alert";
import type { PaymentOrderAdmin } from "@/lib/payments/admin-queries";
import { Code } from "../../_parts/references";
import { paymentLabel, paymentTone } from "../../_parts/statuses";

/** Why the payment failed or was returned: the bank's code, and what it means. */
export function PaymentProblem({ order }: { order: PaymentOrderAdmin }) {
  if (paymentTone(order.status) !== "failed") return null;
  return (
    <Alert
      tone="failed"
      title={
        <>
          {paymentLabel(order.status)}
          {order.returnCode && (
            <>
              {" "}
              with code <Code>{order.returnCode}</Code>
            </>
          )}
        </>
      }
    >
      {order.returnReason ?? order.failureReason ?? "The bank did not give a reason."}
    </Alert>
  );
}
