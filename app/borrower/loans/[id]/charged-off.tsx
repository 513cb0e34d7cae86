import { Alert } from "@/components/ui/alert";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { partsInWords, partsOf } from "@/lib/money/parts";
import type { ChargeOffView } from "@/lib/lending/charge-off/charge-off-queries";

/** What a charge-off means for its borrower, instead of the numbers of a running loan. */
export function ChargedOff({
  chargeOff: { on, parts },
  loanId,
}: {
  chargeOff: ChargeOffView;
  loanId: string;
}) {
  return (
    <Alert
      tone="failed"
      title={
        <>
          Charged off on <DateText on={on} />
        </>
      }
    >
      Because payments are long overdue, we have charged off this loan. That is a step in our books, and the
      debt remains: you still owe {partsInWords(partsOf(parts), "principal")}. No more interest is charged and
      autopay is off. We may continue to ask for payment.{" "}
      <Link className="link" href={`/contact?topic=cannot-pay&loan=${loanId}`}>
        Contact us
      </Link>{" "}
      to agree on how you pay.
    </Alert>
  );
}
