import type { ReactNode } from "react";
import { PaymentTimeline } from "@/components/payment-timeline";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import type { PaymentTimeline as Payment } from "@/lib/payments/queries";
import { RAILS } from "@/lib/payments/rails";

/** One payment of an investment: how much, by what rail, and how far it has come. */
export function PaymentCard({
  name,
  payment,
  children,
}: {
  name: string;
  payment: Payment;
  /** What can be done about it. */
  children?: ReactNode;
}) {
  return (
    <Card aria-labelledby={payment.id}>
      <CardHeader
        id={payment.id}
        title={name}
        description={
          <>
            <Money amount={payment.amount} sign /> by {RAILS[payment.rail].name}, reference{" "}
            <span className="figures">{payment.reference}</span>
          </>
        }
      />
      <CardBody>
        <PaymentTimeline initial={payment} label={name} />
        {children}
      </CardBody>
    </Card>
  );
}
