import Link from "@/components/ui/link";
import { Money, Rate } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import type { PoolOverview } from "@/lib/pool/queries";
import { BalanceLink } from "./_parts/references";

/** Balances of the pool. Each links to its ledger accounts. */
export function PoolFigures({ pool }: { pool: PoolOverview }) {
  const { cash, lentOut, owedPrincipal, owedInterest, revenue, feeRevenue, chargeOffLoss } = pool;
  return (
    <StatRow className="sm:grid-cols-2 md:grid-cols-3">
      <Stat label="Cash" value={<BalanceLink code={cash.account} amount={cash.amount} sign />}>
        Available <Money amount={cash.available} />
      </Stat>
      <Stat
        label="Loans outstanding"
        value={<GroupLink group="borrower-principal" amount={lentOut.amount} />}
      >
        Interest receivable <Money amount={pool.interestReceivable.amount} />
        {chargeOffLoss.amount !== "0.00" && (
          <>
            {"; charge-off losses "}
            <BalanceLink code={chargeOffLoss.account} amount={chargeOffLoss.amount} />
          </>
        )}
      </Stat>
      <Stat
        label="Owed to investors"
        value={<GroupLink group="investor-principal" amount={pool.owedTotal} />}
      >
        Principal <Money amount={owedPrincipal.amount} />, interest <Money amount={owedInterest.amount} />
      </Stat>
      <Stat
        label={revenue.isNegativeCarry ? "Negative carry" : "Interest revenue"}
        value={<BalanceLink code={revenue.account} amount={revenue.amount} sign />}
      >
        {revenue.isNegativeCarry
          ? `Investors have earned more than borrowers were charged${chargeOffLoss.amount === "0.00" ? "" : ", net of charge-offs"}`
          : "Spread earned to date"}
        {feeRevenue.amount !== "0.00" && (
          <>
            {"; fees "}
            <BalanceLink code={feeRevenue.account} amount={feeRevenue.amount} />
          </>
        )}
      </Stat>
      <Stat label="Pool utilization" value={<Rate rate={pool.utilization} />}>
        Loans as a share of loans and cash
      </Stat>
      <Stat
        label="In transit"
        value={
          <Link className="link" href="/admin/payments">
            <Money amount={pool.inTransitIn} sign /> in
          </Link>
        }
      >
        <Money amount={pool.inTransitOut} /> out
      </Stat>
    </StatRow>
  );
}

function GroupLink({ group, amount }: { group: string; amount: string }) {
  return (
    <Link className="link" href={`/admin/ledger?group=${group}`}>
      <Money amount={amount} sign />
    </Link>
  );
}
