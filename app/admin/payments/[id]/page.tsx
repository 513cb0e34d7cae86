import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { isSandbox } from "@/lib/env";
import { findLoanOfRepayment } from "@/lib/lending/reading/admin-loans";
import { getPaymentOrderAdmin, type PaymentOrderAdmin } from "@/lib/payments/admin-queries";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { PaymentBadge } from "../../_parts/statuses";
import { TransactionLinks } from "../../_parts/transaction-links";
import { words } from "@/app/_parts/words";
import { WebhooksTable } from "../webhooks/webhooks-table";
import { FollowPayment } from "./follow-payment";
import { PaymentFacts } from "./payment-facts";
import { PaymentHistory } from "./payment-history";
import { PaymentProblem } from "./payment-problem";
import { SimulateWire } from "./simulate-wire";
import { QueryProvider } from "@/components/query-provider";

export const metadata: Metadata = { title: "Payment order" };

export default async function PaymentPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("payment.see");
  const { id } = await params;
  const order = await found(getPaymentOrderAdmin(decodeURIComponent(id)));
  const name = `${words(order.kind)} ${order.number}`;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Payments", href: "/admin/payments" }, { label: name }]} />
        }
        status={<PaymentBadge status={order.status} />}
      />
      <QueryProvider>
        <FollowPayment id={order.id} status={order.status} isDecided={order.isDecided} />
      </QueryProvider>
      <BigNumber
        label={order.direction === "CREDIT" ? "Out of the pool" : "Into the pool"}
        value={<Money amount={order.amount} sign />}
        className="mb-8"
      >
        {order.userName}, <Expectation order={order} />
      </BigNumber>
      <div className="grid gap-6">
        <PaymentProblem order={order} />
        {isSandbox && order.status === "EXPECTED" && <SimulateWire order={order} />}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <PaymentHistory order={order} />
          <PaymentFacts order={order} loanId={await loanOf(order)} />
        </div>
        <Card>
          <CardHeader title="Ledger" description="The hold, its outcome, and what was posted." />
          <TransactionLinks
            transactions={order.transactions}
            empty="Nothing is posted for this payment order until the money arrives."
          />
        </Card>
        <Card>
          <CardHeader
            title="Webhooks"
            description="Webhooks received. Each one prompts us to query the bank."
          />
          <WebhooksTable rows={order.webhooks} empty={<NoWebhooks order={order} />} />
        </Card>
      </div>
    </>
  );
}

async function loanOf({ subjectType, subjectId }: PaymentOrderAdmin) {
  if (subjectType === "loan") return subjectId;
  return subjectType === "repayment" ? findLoanOfRepayment(subjectId) : null;
}

function Expectation({ order }: { order: PaymentOrderAdmin }) {
  if (order.settledOn) {
    return (
      <>
        settled on <DateText on={order.settledOn} />
      </>
    );
  }
  if (order.isDecided) return "not settled";
  return (
    <>
      expected on <DateText on={order.expectedOn} />
    </>
  );
}

function NoWebhooks({ order }: { order: PaymentOrderAdmin }) {
  return (
    <CardBody className="text-muted">
      {order.providerId
        ? "No webhook has arrived. We also poll the bank for every open payment order."
        : "We have not sent this payment order to the bank yet."}
    </CardBody>
  );
}
