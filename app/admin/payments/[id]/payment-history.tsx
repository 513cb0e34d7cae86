import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Timeline } from "@/components/ui/timeline";
import type { PaymentOrderAdmin } from "@/lib/payments/admin-queries";
import { RAILS } from "@/lib/payments/rails";
import { paymentTone } from "../../_parts/statuses";

const SOURCES: Readonly<Record<string, string>> = {
  ours: "By us",
  webhook: "Bank webhook",
  poll: "Bank poll",
};

/** Every status with its source and time, and the next one expected. */
export function PaymentHistory({ order }: { order: PaymentOrderAdmin }) {
  const rail = RAILS[order.rail];
  return (
    <Card>
      <CardHeader title="History" />
      <CardBody>
        <Timeline
          label="History of the payment order"
          events={order.transitions.map((step, index) => ({
            title: step.label,
            // A clock icon would suggest that a step in the past is still pending.
            tone:
              index < order.transitions.length - 1 && step.status !== "COMPLETED"
                ? "info"
                : paymentTone(step.status),
            when: <DateText on={step.businessDate} short />,
            actor: SOURCES[step.source] ?? step.source,
            detail: (
              <>
                <InstantText at={step.at} />
                {!step.isHandled && <span className="block">Posting to the ledger.</span>}
              </>
            ),
          }))}
          next={
            order.isDecided
              ? undefined
              : {
                  title: order.status === "EXPECTED" ? "Wire arrives" : "Completed",
                  when: <DateText on={order.expectedOn} short />,
                  detail: order.direction === "INCOMING" ? undefined : `${rail.label}: ${rail.speed}.`,
                }
          }
        />
      </CardBody>
    </Card>
  );
}
