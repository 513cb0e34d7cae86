import { Alert } from "@/components/ui/alert";
import type { PaymentOrderAdmin } from "@/lib/payments/admin-queries";
import { Code } from "../../_parts/references";
import { paymentLabel, paymentTone } from "../../_parts/statuses";

/** Why it failed or came back: the bank's code, and the same in words. */
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
      {order.returnReason ?? order.failureReason ?? "The bank gave no reason."}
    </Alert>
  );
}
