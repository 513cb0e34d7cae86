import Link from "@/components/ui/link";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import { StatusBadge } from "@/components/ui/status-badge";
import type { InvestorOverview } from "@/lib/investing/overview";

/** The parts of the balance, what is on its way, and what matures next. */
export function OverviewFigures({ overview }: { overview: InvestorOverview }) {
  const { principal, interest, depositing, payingOut, nextMaturity } = overview;
  return (
    <StatRow>
      <Stat label="Principal" value={<ToStatement amount={principal.amount} />} />
      <Stat label="Interest accrued" value={<ToStatement amount={interest.amount} />}>
        <Money amount={overview.interestEarned} /> earned to date
      </Stat>
      {isMoney(depositing) && (
        <Stat label="Pending deposits" value={<Money amount={depositing} />}>
          <StatusBadge tone="pending">Pending</StatusBadge>
        </Stat>
      )}
      {isMoney(payingOut) && (
        <Stat label="Pending payouts" value={<Money amount={payingOut} />}>
          <StatusBadge tone="pending">Pending</StatusBadge>
        </Stat>
      )}
      {nextMaturity && (
        <Stat
          label="Next maturity"
          value={
            <Link href={`/investor/investments/${nextMaturity.investmentId}`} className="link">
              <DateText on={nextMaturity.on} short />
            </Link>
          }
        >
          You will receive <Money amount={nextMaturity.amount} />
        </Stat>
      )}
    </StatRow>
  );
}

function ToStatement({ amount }: { amount: string }) {
  return (
    <Link href="/investor/statement" className="link">
      <Money amount={amount} />
    </Link>
  );
}

function isMoney(amount: string) {
  return !/^0*\.?0*$/.test(amount);
}
