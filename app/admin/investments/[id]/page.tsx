import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber, Stat, StatRow } from "@/components/ui/stat";
import { Money, Rate } from "@/components/ui/money";
import { getInvestmentAdmin } from "@/lib/investing/admin-queries";
import { transactionList } from "@/lib/ledger/queries";
import type { InvestmentPage as InvestmentView } from "@/lib/investing/queries";
import { AuditLink } from "../../_parts/audit-link";
import { may } from "@/lib/permissions";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { hrefWith } from "@/app/_parts/href-with";
import { PersonLink } from "../../_parts/person-link";
import { BalanceLink } from "../../_parts/references";
import { InvestmentBadge } from "../../_parts/statuses";
import { count } from "@/app/_parts/words";
import { TransactionsTable } from "../../ledger/transactions/transactions-table";
import { InvestmentFacts } from "./investment-facts";
import { InvestmentMonths } from "./investment-months";
import { InvestmentPayments } from "./investment-payments";

export const metadata: Metadata = { title: "Investment" };

const SHOWN_TRANSACTIONS = 20;

export default async function InvestmentPage({ params }: { params: Promise<{ id: string }> }) {
  const { roles } = await requirePermission("investment.see");
  const id = decodeURIComponent((await params).id);
  const investment = await found(getInvestmentAdmin(id));
  const { rows: transactions } = await transactionList.page({
    metadata: { investmentId: investment.id },
    pageSize: SHOWN_TRANSACTIONS,
  });
  const name = `Investment ${investment.number}`;
  return (
    <>
      <PageHeader
        title={name}
        actions={may(roles, "audit.see") && <AuditLink type="investment" id={id} />}
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Investments", href: "/admin/investments" }, { label: name }]} />
        }
        status={<InvestmentBadge status={investment.status} />}
      />
      <BigNumber
        label="At maturity"
        value={<Money amount={investment.maturityAmount} sign />}
        className="mb-6"
      >
        <PersonLink id={investment.investorId} name={investment.investorName} />,{" "}
        {count(investment.termMonths, "month")} at <Rate rate={investment.annualRate} />
      </BigNumber>
      <InvestmentFigures investment={investment} />
      <div className="grid gap-6">
        {investment.notice && <Alert tone="pending">{investment.notice}</Alert>}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <InvestmentMonths investment={investment} />
          <InvestmentFacts investment={investment} />
        </div>
        <InvestmentPayments payments={investment.payments} />
        <Card>
          <CardHeader
            title="Ledger"
            description="Newest first. Amounts are transaction totals."
            actions={
              <LinkButton
                href={hrefWith("/admin/ledger/transactions", { investmentId: investment.id })}
                variant="secondary"
                size="sm"
              >
                All transactions
              </LinkButton>
            }
          />
          <TransactionsTable
            transactions={transactions}
            empty={<EmptyState title="No transactions yet">The deposit is the first one.</EmptyState>}
          />
        </Card>
      </div>
    </>
  );
}

function InvestmentFigures({
  investment: { balances, maturesOn, startedOn },
}: {
  investment: Pick<InvestmentView, "balances" | "maturesOn" | "startedOn">;
}) {
  const { principal, interest } = balances;
  return (
    <StatRow className="mb-8">
      <Stat
        label="Principal owed"
        value={<BalanceLink code={principal.accountCode} amount={principal.posted} sign />}
      >
        <InTransit {...principal} />
      </Stat>
      <Stat
        label="Interest owed"
        value={<BalanceLink code={interest.accountCode} amount={interest.posted} sign />}
      >
        <InTransit {...interest} />
      </Stat>
      <Stat label="Matures" value={maturesOn ? <DateText on={maturesOn} /> : "Not started"}>
        {startedOn && (
          <>
            Started <DateText on={startedOn} />
          </>
        )}
      </Stat>
    </StatRow>
  );
}

function InTransit({ pendingIn, pendingOut }: { pendingIn: string; pendingOut: string }) {
  if (pendingIn === "0.00" && pendingOut === "0.00") return "No pending payments";
  return (
    <>
      Pending: <Money amount={pendingIn} /> in, <Money amount={pendingOut} /> out
    </>
  );
}
