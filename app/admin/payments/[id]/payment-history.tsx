import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Timeline } from "@/components/ui/timeline";
import type { PaymentOrderAdmin } from "@/lib/payments/admin-queries";
import { RAILS } from "@/lib/payments/rails";
import { paymentTone } from "../../_parts/statuses";

const SOURCES: Readonly<Record<string, string>> = {
  ours: "By us",
  webhook: "The bank told us by webhook",
  poll: "We asked the bank",
};

/** Every status with who told us and when; then what should come next, and when. */
export function PaymentHistory({ order }: { order: PaymentOrderAdmin }) {
  const rail = RAILS[order.rail];
  return (
    <Card>
      <CardHeader title="What happened" />
      <CardBody>
        <Timeline
          label="What happened to the payment order"
          events={order.transitions.map((step, index) => ({
            title: step.label,
            // A clock is for what one still waits for; a step that was passed is only told.
            tone:
              index < order.transitions.length - 1 && step.status !== "COMPLETED"
                ? "info"
                : paymentTone(step.status),
            when: <DateText on={step.businessDate} short />,
            actor: SOURCES[step.source] ?? step.source,
            detail: (
              <>
                <InstantText at={step.at} />
                {!step.isHandled && <span className="block">The books follow in a moment.</span>}
              </>
            ),
          }))}
          next={
            order.isDecided
              ? undefined
              : {
                  title: order.status === "EXPECTED" ? "The wire arrives" : "Completed",
                  when: <DateText on={order.expectedOn} short />,
                  detail: order.direction === "INCOMING" ? undefined : `${rail.label}: ${rail.speed}.`,
                }
          }
        />
      </CardBody>
    </Card>
  );
}
