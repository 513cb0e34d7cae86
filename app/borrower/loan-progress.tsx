import Link from "@/components/ui/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Progress } from "@/components/ui/progress";
import type { LoanSummary, Owed } from "@/lib/lending/reading/loan-queries";
import { d, toMoney } from "@/lib/money/money";

/** How far each active loan is repaid, when the next payment is due, and whether autopay makes it. */
export function LoanProgress({ loans }: { loans: LoanSummary[] }) {
  const active = loans.flatMap((loan) =>
    loan.status === "ACTIVE" && loan.owed ? [{ ...loan, owed: loan.owed }] : [],
  );
  if (active.length === 0) return null;
  return (
    <Card aria-labelledby="progress">
      <CardHeader id="progress" title="Progress" />
      <CardBody className="grid grid-cols-1 gap-6">
        {active.map(({ id, number, owed, isAutopay }) => (
          <div key={id}>
            <Progress
              label={`Loan ${number}`}
              value={owed.installments.paid}
              max={owed.installments.of}
              unit="payments made"
            />
            <div className="mt-1 flex flex-wrap justify-between gap-x-6">
              <p>
                <Money amount={owed.paidToDate} sign /> paid of{" "}
                <Money amount={toMoney(d(owed.paidToDate).plus(d(owed.leftToPay)))} sign />
              </p>
              <p className="text-muted">
                <Next owed={owed} /> <Autopay id={id} isAutopay={isAutopay} />
              </p>
            </div>
          </div>
        ))}
      </CardBody>
    </Card>
  );
}

function Next({ owed: { nextDue } }: { owed: Owed }) {
  if (!nextDue) return "No other payment is scheduled.";
  return (
    <>
      Next: <Money amount={nextDue.amount} sign /> due <DateText on={nextDue.dueOn} />.
    </>
  );
}

function Autopay({ id, isAutopay }: { id: string; isAutopay: boolean }) {
  return (
    <>
      Autopay is {isAutopay ? "on" : "off"}.{" "}
      <Link href={`/borrower/loans/${id}#settings`} className="link">
        {isAutopay ? "Manage" : "Turn on"}
        <span className="sr-only"> autopay</span>
      </Link>
    </>
  );
}
