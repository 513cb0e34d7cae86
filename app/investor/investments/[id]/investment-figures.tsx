import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { BigNumber, Stat, StatRow } from "@/components/ui/stat";
import { StatusBadge } from "@/components/ui/status-badge";
import type { InvestmentPage } from "@/lib/investing/queries";
import { d, toMoney } from "@/lib/money/money";

/** The number of the page, and what it is made of. */
export function InvestmentFigures({ investment }: { investment: InvestmentPage }) {
  const { status, balances, principal, maturesOn, maturityAmount, totalInterest } = investment;
  // A wire is in our ledger only once it has arrived; a deposit by ACH is pending there from the start.
  const hasPending = balances.principal.pendingIn !== "0.00";
  const isOver = ["PAID_OUT", "ROLLED", "WITHDRAWN", "FAILED", "RETURNED"].includes(status);
  return (
    <>
      <Headline investment={investment} />
      <StatRow>
        <Stat label="Principal" value={<ToEntries amount={balances.principal.posted} />}>
          {status === "DEPOSITING" && (
            <StatusBadge tone="pending">
              <Money amount={principal} /> {hasPending ? "pending" : "expected"}
            </StatusBadge>
          )}
        </Stat>
        <Stat label="Interest accrued" value={<ToEntries amount={balances.interest.posted} />}>
          {!isOver && (
            <>
              of <Money amount={totalInterest} /> over the term
            </>
          )}
        </Stat>
        {!isOver && (
          <>
            <Stat
              label={status === "MATURED" ? "Matured on" : "Matures on"}
              value={<Maturity {...investment} />}
            >
              {!maturesOn && `${investment.termMonths} months after the deposit clears`}
            </Stat>
            <Stat label="You will receive" value={<Money amount={maturityAmount} />}>
              if all payments are made as agreed
            </Stat>
          </>
        )}
      </StatRow>
    </>
  );
}

function Headline({ investment }: { investment: InvestmentPage }) {
  const { status, balances, principal, maturityAmount, paidOutOn } = investment;
  if (status === "DEPOSITING")
    return (
      <BigNumber label="Pending deposit" value={<Money amount={principal} sign />}>
        It is added to your balance and earns interest from the day it clears.
      </BigNumber>
    );
  if (status === "PAID_OUT")
    return (
      <BigNumber label="Paid out" value={<Money amount={maturityAmount} sign />}>
        {paidOutOn && (
          <>
            Principal and interest, paid on <DateText on={paidOutOn} />.
          </>
        )}
      </BigNumber>
    );
  const total = toMoney(d(balances.principal.posted).plus(d(balances.interest.posted)));
  return (
    <BigNumber label="Balance" value={<Money amount={total} sign />}>
      Principal and accrued interest.
    </BigNumber>
  );
}

function ToEntries({ amount }: { amount: string }) {
  return (
    <a href="#entries" className="link">
      <Money amount={amount} />
    </a>
  );
}

function Maturity({ maturesOn }: Pick<InvestmentPage, "maturesOn">) {
  return maturesOn ? <DateText on={maturesOn} short /> : "Not yet known";
}
