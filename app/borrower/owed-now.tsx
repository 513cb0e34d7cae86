import { LinkButton } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { BigNumber } from "@/components/ui/stat";
import { isSome, pendingWords } from "./_parts/pending-words";
import type { LoanSummary } from "@/lib/lending/reading/loan-queries";

/** The one number: the payment that comes first, over all running loans; past due ones come before all others. */
export function OwedNow({ loans }: { loans: LoanSummary[] }) {
  const [first] = loans
    .flatMap(({ id, number, status, owed }) =>
      status === "ACTIVE" && owed?.nextDue ? [{ id, number, owed, next: owed.nextDue }] : [],
    )
    .toSorted((a, b) => a.next.dueOn.localeCompare(b.next.dueOn));
  if (!first) return <OnlyPending loans={loans} />;
  const { id, number, owed, next } = first;
  const isDue = isSome(owed.dueAmount);
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <BigNumber
        label={isDue ? "Due today" : "Next payment"}
        value={<Money amount={isDue ? owed.dueAmount : next.amount} sign />}
      >
        On loan {number}, {isDue ? "due since" : "due on"} <DateText on={next.dueOn} />
        {owed.daysPastDue > 0 && `, ${owed.daysPastDue} ${owed.daysPastDue === 1 ? "day" : "days"} late`}.
        {` ${pendingWords(owed.onItsWay)}`}
      </BigNumber>
      <LinkButton href={`/borrower/loans/${id}/repay`}>Make a payment</LinkButton>
    </div>
  );
}

/** Payments on their way cover everything that is left: that is not the same as owing nothing. */
function OnlyPending({ loans }: { loans: LoanSummary[] }) {
  const pending = loans.filter(({ status, owed }) => status === "ACTIVE" && owed && isSome(owed.onItsWay));
  const [first] = pending;
  if (!first?.owed) return null;
  return (
    <BigNumber label="Pending" value={<Money amount={first.owed.onItsWay} sign />}>
      On loan {first.number}. If it clears, no other payment is scheduled.
    </BigNumber>
  );
}
