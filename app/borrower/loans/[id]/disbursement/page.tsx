import type { Metadata } from "next";
import { BankAccountForm } from "@/components/bank-account-form";
import { ActionForm } from "@/components/action-form";
import { PaymentTimeline } from "@/components/payment-timeline";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import Link from "@/components/ui/link";
import { BigNumber } from "@/components/ui/stat";
import { getAutopayOffer, type AutopayOffer } from "@/lib/lending/autopay/autopay-text";
import { getApplicant } from "@/lib/lending/application/draft-queries";
import { getLoan, type LoanView } from "@/lib/lending/reading/loan-queries";
import { RAILS } from "@/lib/payments/rails";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { getPaymentTimeline, type PaymentTimeline as Payment } from "@/lib/payments/queries";
import { requireActor } from "@/lib/session";
import { addBankAccountAction } from "../../../../_portal/actions";
import { SandboxAccountHint } from "../../../../_portal/sandbox-account-hint";
import { StateBadge } from "../../../_parts/badge";
import { found } from "@/app/_parts/found";
import { LOAN_STATUS } from "../../../_parts/words";
import { setAutopayAction } from "../actions";
import { DisbursementForm } from "./disbursement-form";

export const metadata: Metadata = { title: "Disbursement" };

export default async function DisbursementPage({ params }: PageProps<"/borrower/loans/[id]/disbursement">) {
  const { borrowerId, userId } = await requireActor("BORROWER");
  const { legalName } = await getApplicant(borrowerId);
  const loan = await found(getLoan(borrowerId, (await params).id));
  const [accounts, payment, offer] = await Promise.all([
    listExternalAccounts(userId),
    loan.disbursementOrderId ? getPaymentTimeline(loan.disbursementOrderId, userId) : null,
    getAutopayOffer(borrowerId, loan.id),
  ]);
  const canChoose = ["AWAITING_DETAILS", "DISBURSEMENT_FAILED"].includes(loan.status);
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            items={[
              { label: "Loans", href: "/borrower/loans" },
              { label: `Loan ${loan.number}`, href: `/borrower/loans/${loan.id}` },
              { label: "Disbursement" },
            ]}
          />
        }
        title={canChoose ? "Where should we send the money?" : "Disbursement"}
        status={<StateBadge state={LOAN_STATUS[loan.status]} />}
      />
      <div className="grid grid-cols-1 gap-8">
        <BigNumber
          label={loan.disbursedOn ? "You received" : "You will receive"}
          value={<Money amount={loan.proceeds} sign />}
        >
          {loan.proceeds !== loan.principal && (
            <>
              The loan of <Money amount={loan.principal} sign /> less the origination fee of{" "}
              <Money amount={loan.originationFee} sign />.{" "}
            </>
          )}
          {!loan.disbursedOn && "Interest starts when the payment clears."}
        </BigNumber>
        <Now loan={loan} payment={payment} />
        {canChoose && (
          <>
            {accounts.length > 0 && <DisbursementForm loan={loan} accounts={accounts} offer={offer} />}
            <Card aria-labelledby="add">
              <CardHeader
                id="add"
                title={accounts.length > 0 ? "Another bank account" : "Add your bank account"}
                description="After you add it, you can choose it above."
              />
              <CardBody>
                <BankAccountForm action={addBankAccountAction} holderName={legalName}>
                  <SandboxAccountHint />
                </BankAccountForm>
              </CardBody>
            </Card>
          </>
        )}
        {!canChoose && offer.current && <AutopayCard loanId={loan.id} current={offer.current} />}
        {payment && <PaymentCard payment={payment} loan={loan} />}
      </div>
    </>
  );
}

/** What is going on, in words, where it is more than a choice to make. */
function Now({ loan, payment }: { loan: LoanView; payment: Payment | null }) {
  switch (loan.status) {
    case "AWAITING_FUNDS":
      return (
        <Alert tone="pending" title="Waiting for funds">
          The pool does not have enough available cash today. We will disburse your loan automatically when it
          does, in the order in which loans were signed. Until then you owe nothing and no interest accrues.
        </Alert>
      );
    case "DISBURSEMENT_FAILED":
      return (
        <Alert tone="failed" title="The disbursement failed">
          {payment?.returnReason ?? payment?.failureReason ?? "The bank could not complete the payment."} You
          owe nothing for it. Choose another bank account or try again.
        </Alert>
      );
    case "ACTIVE":
    case "CLOSED":
    case "CHARGED_OFF":
      return (
        <Alert
          tone="posted"
          title="The loan has been disbursed"
          actions={<LinkButton href={`/borrower/loans/${loan.id}`}>Open the loan</LinkButton>}
        />
      );
    default:
      return null;
  }
}

function AutopayCard({ loanId, current }: { loanId: string; current: NonNullable<AutopayOffer["current"]> }) {
  return (
    <Card aria-labelledby="autopay">
      <CardHeader id="autopay" title="Autopay" />
      <CardBody>
        <p className="mb-5">
          You authorized autopay on <DateText on={current.signedOn} />.{" "}
          <Link href={`/borrower/documents/${current.documentId}`} className="link">
            Read or print the authorization
          </Link>
        </p>
        <ActionForm action={setAutopayAction} aria-labelledby="autopay">
          <input type="hidden" name="loanId" value={loanId} />
          <div>
            <SubmitButton variant="secondary" pendingLabel="Turning off…">
              Turn off autopay
            </SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function PaymentCard({ payment, loan }: { payment: Payment; loan: LoanView }) {
  return (
    <Card aria-labelledby="payment">
      <CardHeader id="payment" title={`Payment ${payment.number}`} />
      <CardBody className="grid grid-cols-1 gap-6 md:grid-cols-2">
        <PaymentTimeline key={payment.id} initial={payment} label="Disbursement" />
        <KeyValueList
          items={[
            { label: "Amount", value: <Money amount={payment.amount} sign /> },
            { label: "Sent by", value: RAILS[payment.rail].label },
            ...(loan.account
              ? [{ label: "To", value: `${loan.account.bankName}, ending in ${loan.account.last4}` }]
              : []),
            ...(payment.statementText
              ? [
                  {
                    label: "On your bank statement",
                    value: <span className="figures">{payment.statementText}</span>,
                  },
                ]
              : []),
            {
              label: "Reference",
              value: <span className="figures">{payment.reference}</span>,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
