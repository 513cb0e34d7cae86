import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import type { LoanAdmin } from "@/lib/lending/reading/admin-loans";
import { BalanceLink } from "../../_parts/references";
import { count } from "@/app/_parts/words";

export function LoanFigures({ loan }: { loan: LoanAdmin }) {
  const { principal, interest } = loan.balances;
  const isPending = /[1-9]/.test(loan.onItsWay);
  return (
    <StatRow className="mb-8">
      <Stat label="Interest owed" value={<BalanceLink code={interest.code} amount={interest.posted} sign />}>
        With what is on its way <Money amount={interest.pending} />
      </Stat>
      <Stat label="Principal with what is on its way" value={<Money amount={principal.pending} sign />}>
        Lent <Money amount={loan.principal} />
      </Stat>
      <Stat label="Past due" value={<Money amount={loan.pastDueAmount} sign />}>
        {loan.daysPastDue > 0
          ? `${count(loan.daysPastDue, "day")} since the oldest unpaid due date`
          : isPending
            ? "Pending payments count as made unless they are returned"
            : "Nothing is late"}
      </Stat>
      <Stat label="Next due" value={loan.nextDue ? <Money amount={loan.nextDue.amount} sign /> : "Nothing"}>
        {loan.nextDue && <DateText on={loan.nextDue.dueOn} />}
        {isPending && (
          <span className="block">
            if <Money amount={loan.onItsWay} sign /> that is pending clears
          </span>
        )}
      </Stat>
    </StatRow>
  );
}
