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
        Including pending <Money amount={interest.pending} />
      </Stat>
      <Stat label="Principal including pending" value={<Money amount={principal.pending} sign />}>
        Originally <Money amount={loan.principal} />
      </Stat>
      <Stat label="Past due" value={<Money amount={loan.pastDueAmount} sign />}>
        {loan.daysPastDue > 0
          ? `${count(loan.daysPastDue, "day")} since the oldest unpaid due date`
          : isPending
            ? "Pending payments count as paid unless they are returned"
            : "Current"}
      </Stat>
      <Stat label="Next due" value={loan.nextDue ? <Money amount={loan.nextDue.amount} sign /> : "None"}>
        {loan.nextDue && <DateText on={loan.nextDue.dueOn} />}
        {isPending && (
          <span className="block">
            if the pending <Money amount={loan.onItsWay} sign /> clears
          </span>
        )}
      </Stat>
    </StatRow>
  );
}
