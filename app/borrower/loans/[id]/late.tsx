import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import type { LateView, LoanView, Owed } from "@/lib/lending/reading/loan-queries";
import { isSome, pendingWords } from "../../_parts/pending-words";

/** A loan that is past due: what is owed, why, since when, what it costs from here, and the ways out. */
export function Late({ loan, owed, late }: { loan: LoanView; owed: Owed; late: LateView }) {
  const { daysPastDue, pastDueAmount, onItsWay, balance } = owed;
  return (
    <Alert
      tone="failed"
      title={`${daysPastDue} ${daysPastDue === 1 ? "day" : "days"} past due`}
      actions={
        <>
          <LinkButton href={`/borrower/loans/${loan.id}/repay`}>Pay now</LinkButton>
          <LinkButton href={`/contact?topic=cannot-pay&loan=${loan.id}`} variant="secondary">
            I can&apos;t pay
          </LinkButton>
        </>
      }
    >
      <p>
        The payment that was due on <DateText on={late.since} /> has not been paid in full.{" "}
        {pendingWords(onItsWay)}
      </p>
      <div className="my-3">
        <KeyValueList
          items={[
            { label: "Past due", value: <Money amount={pastDueAmount} sign /> },
            ...(isSome(balance.fees) ? [{ label: "Fees", value: <Money amount={balance.fees} sign /> }] : []),
            { label: "To pay now", value: <Money amount={late.toPay} sign />, emphasis: true },
          ]}
        />
      </div>
      <p>
        <NextCost late={late} />
      </p>
    </Alert>
  );
}

function NextCost({ late: { nextFee, hasLateCharge } }: { late: LateView }) {
  if (!hasLateCharge)
    return <>This loan has no late charge. Its days past due count until the payment is made.</>;
  if (!nextFee)
    return (
      <>No further fee is added for the amounts that are past due now, however long they remain unpaid.</>
    );
  return (
    <>
      If nothing more is paid, a late fee of <Money amount={nextFee.amount} sign /> is added on{" "}
      <DateText on={nextFee.on} />.
    </>
  );
}
