import type { Metadata } from "next";
import { PaymentTimeline } from "@/components/payment-timeline";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money, Rate } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { getInvestment } from "@/lib/investing/queries";
import { getPaymentTimeline } from "@/lib/payments/queries";
import { requireActor } from "@/lib/session";
import { EntryTable } from "../../_parts/entry-table";
import { found } from "../../_parts/found";
import { InvestmentStatus } from "../../_parts/investment-status";
import { wholeStatement } from "../../_parts/whole-statement";
import { CancelDeposit } from "./cancel-deposit";
import { InvestmentFigures } from "./investment-figures";
import { MonthsTable } from "./months-table";
import { PayoutAccount } from "./payout-account";
import { WireToSend } from "./wire-to-send";

export const metadata: Metadata = { title: "Investment" };

export default async function InvestmentPage({ params }: PageProps<"/investor/investments/[id]">) {
  const actor = await requireActor("INVESTOR");
  const { investorId, userId } = actor;
  const { id } = await params;
  const investment = await found(getInvestment(investorId, id));
  const [statement, payments] = await Promise.all([
    wholeStatement(investorId, { investmentId: id }),
    Promise.all(investment.payments.map((payment) => getPaymentTimeline(payment.id, userId))),
  ]);
  const hasTerm = !["FAILED", "RETURNED"].includes(investment.status);
  return (
    <>
      <PageHeader
        title={`Investment ${investment.number}`}
        status={<InvestmentStatus {...investment} />}
        description={
          <>
            <Money amount={investment.principal} sign /> for {investment.termMonths} months at{" "}
            <Rate rate={investment.annualRate} /> a year, agreed on <DateText on={investment.createdOn} />
          </>
        }
        breadcrumbs={
          <Breadcrumbs
            items={[
              { label: "Investments", href: "/investor/investments" },
              { label: `Investment ${investment.number}` },
            ]}
          />
        }
        actions={
          <LinkButton href={`/investor/documents/${investment.agreementId}`} variant="secondary">
            Agreement
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-8">
        {investment.notice && (
          <Alert
            tone={investment.isPayoutWaiting ? "pending" : "failed"}
            title={investment.isPayoutWaiting ? "Your payout waits for cash" : "What happened"}
            actions={
              !hasTerm && (
                <LinkButton
                  href={`/investor/invest?amount=${investment.principal}`}
                  variant="secondary"
                  size="sm"
                >
                  Invest again
                </LinkButton>
              )
            }
          >
            {investment.notice}
          </Alert>
        )}
        <InvestmentFigures investment={investment} />
        <WireToSend investment={investment} userId={userId} />
        <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
          {payments.map((payment) => (
            <Card key={payment.id} aria-labelledby={payment.id}>
              <CardHeader
                id={payment.id}
                title={payment.kind === "DEPOSIT" ? "Deposit" : "Payout"}
                description={
                  <>
                    <Money amount={payment.amount} sign /> by {payment.rail === "ACH" ? "ACH" : "wire"},
                    reference <span className="figures">{payment.reference}</span>
                  </>
                }
              />
              <CardBody>
                <PaymentTimeline
                  key={payment.id}
                  initial={payment}
                  label={payment.kind === "DEPOSIT" ? "Deposit" : "Payout"}
                />
                {payment.kind === "DEPOSIT" && investment.canCancelDeposit && (
                  <CancelDeposit investmentId={id} amount={investment.principal} />
                )}
              </CardBody>
            </Card>
          ))}
          <PayoutAccount investment={investment} actor={actor} />
        </div>
        {hasTerm && <MonthsTable investment={investment} />}
        <Card aria-labelledby="entries">
          <CardHeader
            id="entries"
            title="Entries"
            description="What was posted to this investment in our ledger, newest first. Amounts in US dollars."
          />
          <EntryTable
            caption="Entries of this investment, newest first"
            entries={statement.entries.toReversed()}
            empty={
              <EmptyState title={hasTerm ? "Nothing posted yet" : "Nothing was posted"}>
                {hasTerm
                  ? "The deposit is posted here on the day it clears."
                  : "The deposit did not go through."}
              </EmptyState>
            }
          />
        </Card>
      </div>
    </>
  );
}
