import type { Metadata } from "next";
import { BalanceChart } from "@/components/ui/balance-chart";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { expectedInterest } from "@/lib/investing/expected-interest";
import { investorOverview } from "@/lib/investing/overview";
import { listInvestments } from "@/lib/investing/queries";
import { investorYield } from "@/lib/investing/yield-queries";
import { requireActor } from "@/lib/session";
import { InvestmentTable } from "../_parts/investment-table";
import { CertifyTin } from "./certify-tin";
import { OverviewFigures } from "./overview-figures";
import { NeedsYou } from "./needs-you";
import { YieldCard } from "./yield-card";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const { investorId, userId } = await requireActor("INVESTOR");
  const [overview, investments] = await Promise.all([
    investorOverview(investorId),
    listInvestments(investorId),
  ]);
  if (investments.length === 0) return <FirstUse />;
  const { nextMaturity, series } = overview;
  const figures = await investorYield(investorId, overview);
  return (
    <>
      <PageHeader
        title="Overview"
        actions={
          <>
            <LinkButton href="/investor/pool" variant="secondary">
              The pool
            </LinkButton>
            <LinkButton href="/investor/invest">Invest</LinkButton>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-8">
        <BigNumber label="Your balance" value={<Money amount={overview.total} sign />}>
          Principal and accrued interest. Deposits count when they clear.
        </BigNumber>
        <OverviewFigures overview={overview} />
        <CertifyTin userId={userId} />
        <NeedsYou investments={investments} />
        {series.length > 0 && (
          <Card>
            <CardBody className="pt-6">
              {/* Interest alone: beside the principal it would be a flat line. */}
              <BalanceChart
                title="Interest accrued, not yet paid out"
                points={series.map(({ on, interest }) => ({ on, balance: interest }))}
                {...(nextMaturity && {
                  maturity: { on: nextMaturity.on, balance: expectedInterest(investments, nextMaturity.on) },
                })}
              />
            </CardBody>
          </Card>
        )}
        <YieldCard figures={figures} />
        <Card aria-labelledby="investments">
          <CardHeader id="investments" title="Your investments" description="Amounts in US dollars." />
          <InvestmentTable caption="Your investments" investments={investments} />
        </Card>
      </div>
    </>
  );
}

function FirstUse() {
  return (
    <>
      <PageHeader title="Overview" />
      <Card>
        <EmptyState
          title="You have no investments yet"
          action={<LinkButton href="/investor/invest">See terms and rates</LinkButton>}
        >
          Choose a term and an amount, and deposit from your bank account. Your balance, interest and next
          steps appear here.
        </EmptyState>
      </Card>
    </>
  );
}
