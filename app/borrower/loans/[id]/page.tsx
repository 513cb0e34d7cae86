import type { Metadata } from "next";
import { METHOD, percent, termWords } from "@/app/_parts/loan-words";
import Link from "@/components/ui/link";
import { redirect } from "next/navigation";
import { LoanNotice } from "@/app/_writeback/loan-notice";
import { AmortizationChart } from "@/components/ui/amortization-chart";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money, Rate } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { getAutopayOffer } from "@/lib/lending/autopay/autopay-text";
import { getLoan, type LoanView } from "@/lib/lending/reading/loan-queries";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { LoanState } from "../../_parts/loan-table";
import { Credit } from "./credit";
import { Fees } from "./fees";
import { Figures } from "./figures";
import { PayoffLetter } from "./payoff-letter";
import { RepaymentSettings } from "./repayment-settings";
import { RepaymentTable } from "./repayment-table";
import { ScheduleTable } from "./schedule-table";

export const metadata: Metadata = { title: "Loan" };

export default async function LoanPage({ params }: PageProps<"/borrower/loans/[id]">) {
  const { borrowerId, userId } = await requireActor("BORROWER");
  const loan = await found(getLoan(borrowerId, (await params).id));
  // Until the money has arrived there is nothing to show but how it gets there.
  if (!loan.owed) redirect(`/borrower/loans/${loan.id}/disbursement`);
  const [accounts, offer] = await Promise.all([
    listExternalAccounts(userId),
    getAutopayOffer(borrowerId, loan.id),
  ]);
  const { id, number, status, rows, principal } = loan;
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Loans", href: "/borrower/loans" }, { label: `Loan ${number}` }]} />
        }
        title={`Loan ${number}`}
        status={<LoanState loan={loan} />}
        actions={
          status === "ACTIVE" && <LinkButton href={`/borrower/loans/${id}/repay`}>Make a payment</LinkButton>
        }
      />
      <LoanNotice loanId={id} />
      <div className="grid grid-cols-1 gap-8">
        <Credit loanId={id} />
        <Figures loan={loan} owed={loan.owed} />
        {status !== "CHARGED_OFF" && (
          <Card>
            <CardBody className="pt-6">
              <AmortizationChart
                rows={rows}
                startingBalance={principal}
                paidCount={rows.filter((row) => row.status === "paid").length}
              />
            </CardBody>
          </Card>
        )}
        <ScheduleTable loan={loan} />
        <RepaymentTable loan={loan} />
        <Fees loanId={id} />
        <div className="grid grid-cols-1 gap-8 lg:grid-cols-2">
          <Terms loan={loan} />
          {status === "ACTIVE" && <RepaymentSettings loan={loan} accounts={accounts} offer={offer} />}
          {status === "ACTIVE" && <PayoffLetter loanId={id} />}
        </div>
      </div>
    </>
  );
}

function Terms({ loan }: { loan: LoanView }) {
  const { principal, termMonths, method, annualRate, apr, disbursedOn, closedOn, chargeOff, agreementId } =
    loan;
  return (
    <Card aria-labelledby="terms">
      <CardHeader id="terms" title="Terms and documents" description={METHOD[method].sentence} />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Borrowed", value: <Money amount={principal} sign /> },
            { label: "Term", value: termWords(termMonths) },
            { label: "Annual rate", value: <Rate rate={annualRate} /> },
            { label: "APR", value: percent(apr), emphasis: true },
            ...(disbursedOn
              ? [
                  {
                    label: "Disbursed",
                    value: (
                      <Link href={`/borrower/loans/${loan.id}/disbursement`} className="link">
                        <DateText on={disbursedOn} />
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(closedOn ? [{ label: "Paid off", value: <DateText on={closedOn} /> }] : []),
            ...(chargeOff ? [{ label: "Charged off", value: <DateText on={chargeOff.on} /> }] : []),
            {
              label: "Agreement and disclosure",
              value: (
                <Link href={`/borrower/documents/${agreementId}`} className="link">
                  Read or print
                </Link>
              ),
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
