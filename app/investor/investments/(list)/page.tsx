import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { investorOverview } from "@/lib/investing/overview";
import { listInvestments } from "@/lib/investing/queries";
import { requireActor } from "@/lib/session";
import { InvestmentTable } from "../../_parts/investment-table";

export const metadata: Metadata = { title: "Investments" };

export default async function InvestmentsPage() {
  const { investorId } = await requireActor("INVESTOR");
  const [overview, investments] = await Promise.all([
    investorOverview(investorId),
    listInvestments(investorId),
  ]);
  return (
    <>
      <PageHeader
        title="Investments"
        description="Amounts in US dollars."
        actions={<LinkButton href="/investor/invest">Invest</LinkButton>}
      />
      <div className="grid grid-cols-1 gap-8">
        <BigNumber label="Current balance with interest" value={<Money amount={overview.total} sign />} />
        <Card>
          <InvestmentTable
            caption="All your investments, newest first"
            investments={investments}
            empty={
              <EmptyState title="No investments yet">
                Investments appear here after your first deposit.
              </EmptyState>
            }
          />
        </Card>
      </div>
    </>
  );
}
