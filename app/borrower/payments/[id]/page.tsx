import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { notFound, redirect } from "next/navigation";
import { partItems } from "@/components/part-items";
import { PaymentTimeline } from "@/components/payment-timeline";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { getRepayment, type RepaymentView } from "@/lib/lending/reading/loan-queries";
import { RAILS } from "@/lib/payments/rails";
import { getPaymentTimeline, type PaymentTimeline as Payment } from "@/lib/payments/queries";
import { requireActor } from "@/lib/session";
import { StateBadge } from "../../_parts/badge";
import { found } from "@/app/_parts/found";
import { REPAYMENT_STATUS } from "../../_parts/words";
import { CancelPayment } from "./cancel-payment";

export const metadata: Metadata = { title: "Payment" };

const TITLES = {
  PENDING: "Payment submitted",
  POSTED: "Payment posted",
  FAILED: "Payment failed",
  RETURNED: "Payment returned",
  CANCELLED: "Payment canceled",
} as const;

const STANDING: Partial<Record<RepaymentView["status"], string>> = {
  PENDING: "Pending. It counts as made on the day you submitted it and posts when it clears.",
  CANCELLED: "Nothing was collected. The amount is still owed on your loan.",
};

export default async function PaymentPage({ params }: PageProps<"/borrower/payments/[id]">) {
  const { borrowerId, userId } = await requireActor("BORROWER");
  const { id } = await params;
  const payment = await found(getPaymentTimeline(id, userId));
  if (payment.kind === "DISBURSEMENT") redirect(`/borrower/loans/${payment.subjectId}/disbursement`);
  const repayment = (await getRepayment(borrowerId, id)) ?? notFound();
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            items={[
              { label: "Loans", href: "/borrower/loans" },
              { label: `Loan ${repayment.loanNumber}`, href: `/borrower/loans/${repayment.loanId}` },
              { label: `Payment ${payment.number}` },
            ]}
          />
        }
        title={TITLES[repayment.status]}
        status={<StateBadge state={REPAYMENT_STATUS[repayment.status]} />}
      />
      <div className="grid grid-cols-1 gap-8">
        <BigNumber label="Amount" value={<Money amount={repayment.amount} sign />}>
          {STANDING[repayment.status]}
        </BigNumber>
        <WentWrong payment={payment} repayment={repayment} />
        <div className="grid grid-cols-1 gap-8 lg:grid-cols-2">
          <Card aria-labelledby="progress">
            <CardHeader id="progress" title="Progress" />
            <CardBody>
              <PaymentTimeline initial={payment} label="Payment" />
              {repayment.status === "PENDING" && <CancelPayment payment={payment} />}
            </CardBody>
          </Card>
          <Details payment={payment} repayment={repayment} />
        </div>
        <p>
          <Link href={`/borrower/loans/${repayment.loanId}`} className="link">
            Back to the loan
          </Link>
        </p>
      </div>
    </>
  );
}

function WentWrong({ payment, repayment }: { payment: Payment; repayment: RepaymentView }) {
  if (repayment.status !== "FAILED" && repayment.status !== "RETURNED") return null;
  return (
    <Alert
      tone="failed"
      title={
        repayment.status === "RETURNED"
          ? "Your bank returned this payment"
          : "This payment did not go through"
      }
      actions={<LinkButton href={`/borrower/loans/${repayment.loanId}/repay`}>Make a payment</LinkButton>}
    >
      {payment.returnReason ?? payment.failureReason ?? "Your bank did not give a reason."} Your loan is as it
      was before this payment. We charge no fee.
    </Alert>
  );
}

function Details({ payment, repayment }: { payment: Payment; repayment: RepaymentView }) {
  const { parts, extraPrincipal, loanId, status } = repayment;
  const words = {
    PENDING: "How it will be posted when it clears.",
    POSTED: "As posted in the ledger.",
    FAILED: "How it would have been posted. Nothing was posted.",
    RETURNED: "How it was applied before it was returned.",
    CANCELLED: "How it would have been posted. Nothing was posted.",
  } as const;
  return (
    <Card aria-labelledby="split">
      <CardHeader id="split" title="How it is applied" description={words[status]} />
      <CardBody>
        <KeyValueList
          items={[
            ...partItems(parts),
            ...(/[1-9]/.test(extraPrincipal)
              ? [{ label: "of which ahead of the schedule", value: <Money amount={extraPrincipal} sign /> }]
              : []),
            { label: "Collected by", value: RAILS[payment.rail].label },
            ...(payment.statementText
              ? [
                  {
                    label: "On your bank statement",
                    value: <span className="figures">{payment.statementText}</span>,
                  },
                ]
              : []),
            ...(payment.attempt > 1 ? [{ label: "Attempt", value: `${payment.attempt} of 3` }] : []),
            { label: "Reference", value: <span className="figures">{payment.reference}</span> },
            {
              label: "Ledger entries",
              value: (
                <Link href={`/borrower/loans/${loanId}/entries?account=both`} className="link">
                  View entries
                </Link>
              ),
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
