import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money, Rate } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import {
  getInvestment,
  type InvestmentPage as InvestmentView,
  type InvestmentSummary,
} from "@/lib/investing/queries";
import { getPaymentTimeline, type PaymentTimeline as Payment } from "@/lib/payments/queries";
import { requireActor } from "@/lib/session";
import { EntryTable } from "../../_parts/entry-table";
import { found } from "@/app/_parts/found";
import { InvestmentStatus } from "../../_parts/investment-status";
import { wholeStatement, type Entry } from "../../_parts/whole-statement";
import { AtMaturity } from "./at-maturity";
import { CancelDeposit } from "./cancel-deposit";
import { EarlyWithdrawal } from "./early-withdrawal";
import { InvestmentFigures } from "./investment-figures";
import { MonthsTable } from "./months-table";
import { PaymentCard } from "./payment-card";
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
            <Rate rate={investment.annualRate} /> per year (APY <Rate rate={investment.apy} />
            ), agreed on <DateText on={investment.createdOn} />
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
        <Notice investment={investment} hasTerm={hasTerm} />
        <Reinvestment investment={investment} />
        <InvestmentFigures investment={investment} />
        <WireToSend investment={investment} userId={userId} />
        <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
          {withNames(payments).map(({ name, payment }) => (
            <PaymentCard key={payment.id} name={name} payment={payment}>
              {payment.kind === "DEPOSIT" && investment.canCancelDeposit && (
                <CancelDeposit investmentId={id} amount={investment.principal} />
              )}
            </PaymentCard>
          ))}
          <PayoutAccount investment={investment} actor={actor} />
          <AtMaturity investment={investment} actor={actor} />
          <EarlyWithdrawal investment={investment} />
        </div>
        {hasTerm && <MonthsTable investment={investment} />}
        <Entries entries={statement.entries.toReversed()} hasTerm={hasTerm} />
      </div>
    </>
  );
}

function Notice({ investment, hasTerm }: { investment: InvestmentView; hasTerm: boolean }) {
  if (!investment.notice) return null;
  return (
    <Alert
      tone={investment.isPayoutWaiting ? "pending" : "failed"}
      title={headlineOf(investment)}
      actions={
        !hasTerm && (
          <LinkButton href={`/investor/invest?amount=${investment.principal}`} variant="secondary" size="sm">
            Invest again
          </LinkButton>
        )
      }
    >
      {investment.notice}
    </Alert>
  );
}

/** The investments before and after this one that the same money went through. */
function Reinvestment({ investment: { rolledFromId, rolledIntoId } }: { investment: InvestmentView }) {
  if (!rolledFromId && !rolledIntoId) return null;
  const to = (id: string, words: string) => (
    <Link className="link" href={`/investor/investments/${id}`}>
      {words}
    </Link>
  );
  return (
    <p>
      {rolledFromId && <>Reinvested from {to(rolledFromId, "an investment that matured")}. </>}
      {rolledIntoId && (
        <>Principal and interest were reinvested in {to(rolledIntoId, "another investment")}.</>
      )}
    </p>
  );
}

function Entries({ entries, hasTerm }: { entries: Entry[]; hasTerm: boolean }) {
  return (
    <Card aria-labelledby="entries">
      <CardHeader
        id="entries"
        title="Entries"
        description="Ledger entries of this investment, newest first. Amounts in US dollars."
      />
      <EntryTable
        caption="Entries of this investment, newest first"
        entries={entries}
        empty={
          <EmptyState title={hasTerm ? "No entries yet" : "No entries"}>
            {hasTerm ? "The deposit is posted here when it clears." : "The deposit did not go through."}
          </EmptyState>
        }
      />
    </Card>
  );
}

function headlineOf({
  isPayoutWaiting,
  isPayoutOnHold,
}: Pick<InvestmentSummary, "isPayoutWaiting" | "isPayoutOnHold">) {
  if (!isPayoutWaiting) return "What happened";
  return isPayoutOnHold ? "Your payout is on hold" : "Your payout is waiting for cash";
}

const NAMES: Partial<Record<Payment["kind"], string>> = {
  DEPOSIT: "Deposit",
  PAYOUT: "Payout",
  WITHDRAWAL: "Early withdrawal",
};

/** "Deposit", "Payout", and "Payout, try 2" where the first one failed. */
function withNames(payments: Payment[]) {
  return payments.map((payment, index) => {
    const tries = payments.slice(0, index + 1).filter(({ kind }) => kind === payment.kind).length;
    const name = NAMES[payment.kind] ?? "Payment";
    if (payment.kind === "WITHDRAWAL") return { name: tries === 1 ? name : `${name} ${tries}`, payment };
    return { name: tries === 1 ? name : `${name}, try ${tries}`, payment };
  });
}
