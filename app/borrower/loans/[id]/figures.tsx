import Link from "@/components/ui/link";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { BigNumber, Stat, StatRow } from "@/components/ui/stat";
import type { LoanView, Owed } from "@/lib/lending/reading/loan-queries";
import { isSome, pendingWords } from "../../_parts/pending-words";
import { ChargedOff } from "./charged-off";
import { Late } from "./late";

/** The figures of an active or closed loan. Each that comes from the ledger links to its entries. */
export function Figures({ loan, owed }: { loan: LoanView; owed: Owed }) {
  const entries = `/borrower/loans/${loan.id}/entries`;
  const { balance, onItsWay } = owed;
  return (
    <>
      <BigNumber
        label="Principal outstanding"
        value={
          <Link href={`${entries}?account=principal`} className="hover:underline">
            <Money amount={balance.principal} sign />
            <span className="sr-only"> (see the ledger entries)</span>
          </Link>
        }
      >
        {loan.status === "CLOSED" ? (
          `This loan is paid off.${isSome(onItsWay) ? "" : " Nothing is owed."}`
        ) : loan.chargeOff ? (
          "In our books. This loan is charged off, but you still owe the debt."
        ) : (
          <>
            Of <Money amount={loan.principal} sign /> borrowed.
          </>
        )}
        {isSome(onItsWay) && (
          <>
            {" "}
            <Money amount={onItsWay} sign /> is pending and will reduce this balance when it posts.
          </>
        )}
      </BigNumber>
      {loan.late && <Late loan={loan} owed={owed} late={loan.late} />}
      {loan.chargeOff ? (
        <ChargedOff chargeOff={loan.chargeOff} loanId={loan.id} />
      ) : (
        <Owing owed={owed} entries={entries} />
      )}
    </>
  );
}

function Owing({ owed, entries }: { owed: Owed; entries: string }) {
  const { balance, nextDue, daysPastDue, paidToDate, onItsWay } = owed;
  const pending = pendingWords(onItsWay, "This assumes");
  return (
    <StatRow>
      <Stat
        label="Interest due"
        value={
          <Link href={`${entries}?account=interest`} className="link">
            <Money amount={balance.interest} />
          </Link>
        }
      >
        {balance.interest.startsWith("-") ? "Paid before it was due" : "Charged and not yet paid"}
        {isSome(balance.fees) && (
          <span className="block">
            and <Money amount={balance.fees} /> of <a href="#fees">fees</a>
          </span>
        )}
      </Stat>
      <Stat label="Next payment" value={nextDue ? <Money amount={nextDue.amount} /> : "None"}>
        {nextDue && (
          <>
            due <DateText on={nextDue.dueOn} />
          </>
        )}
        {pending && <span className="block">{pending}</span>}
      </Stat>
      <Stat label="Days past due" value={daysPastDue}>
        {daysPastDue > 0
          ? "since the oldest unpaid due date"
          : isSome(onItsWay)
            ? "A pending payment counts as made unless it is returned"
            : "Your payments are up to date"}
      </Stat>
      <Stat
        label="Paid to date"
        value={
          <Link href={`${entries}?account=both`} className="link">
            <Money amount={paidToDate} />
          </Link>
        }
      >
        Principal and interest, posted
      </Stat>
    </StatRow>
  );
}
