import Link from "@/components/ui/link";
import { Alert } from "@/components/ui/alert";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { BigNumber, Stat, StatRow } from "@/components/ui/stat";
import type { LoanView, Owed } from "@/lib/lending/reading/loan-queries";
import { isSome, pendingWords } from "../../_parts/pending-words";
import { ChargedOff } from "./charged-off";

/** The numbers of a running or ended loan. Each that stands in the ledger leads to its entries. */
export function Figures({ loan, owed }: { loan: LoanView; owed: Owed }) {
  const entries = `/borrower/loans/${loan.id}/entries`;
  const { principalOutstanding, daysPastDue, pastDueAmount, onItsWay } = owed;
  return (
    <>
      <BigNumber
        label="Principal outstanding"
        value={
          <Link href={`${entries}?account=principal`} className="hover:underline">
            <Money amount={principalOutstanding} sign />
            <span className="sr-only"> (see the ledger entries)</span>
          </Link>
        }
      >
        {loan.status === "CLOSED" ? (
          `This loan is paid off.${isSome(onItsWay) ? "" : " Nothing is owed."}`
        ) : loan.chargeOff ? (
          "In our books. This loan is charged off, and the debt remains."
        ) : (
          <>
            Of <Money amount={loan.principal} sign /> borrowed.
          </>
        )}
        {isSome(onItsWay) && (
          <>
            {" "}
            <Money amount={onItsWay} sign /> is pending: it lowers this balance once it has posted.
          </>
        )}
      </BigNumber>
      {daysPastDue > 0 && (
        <Alert tone="failed" title={`${daysPastDue} ${daysPastDue === 1 ? "day" : "days"} past due`}>
          <Money amount={pastDueAmount} sign /> was due and has not been paid. {pendingWords(onItsWay)} There
          is no late charge. If you cannot pay now,{" "}
          <Link className="link" href={`/contact?topic=cannot-pay&loan=${loan.id}`}>
            write to us
          </Link>
          .
        </Alert>
      )}
      {loan.chargeOff ? (
        <ChargedOff chargeOff={loan.chargeOff} loanId={loan.id} />
      ) : (
        <Owing owed={owed} entries={entries} />
      )}
    </>
  );
}

function Owing({ owed, entries }: { owed: Owed; entries: string }) {
  const { interestDue, nextDue, daysPastDue, paidToDate, onItsWay } = owed;
  const pending = pendingWords(onItsWay, "This assumes");
  return (
    <StatRow>
      <Stat
        label="Interest due"
        value={
          <Link href={`${entries}?account=interest`} className="link">
            <Money amount={interestDue} />
          </Link>
        }
      >
        {interestDue.startsWith("-") ? "Paid before it was charged" : "Charged and not paid yet"}
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
            : "Nothing is late"}
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
