import { Alert } from "@/components/ui/alert";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { ChargeOffView } from "@/lib/lending/charge-off-queries";

/** What a charge-off means for its borrower, instead of the numbers of a running loan. */
export function ChargedOff({
  chargeOff: { on, principal, interest },
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
      Payments were late for so long that we no longer expect them. We have given up{" "}
      <Money amount={principal} sign /> of principal and <Money amount={interest} sign /> of interest. No more
      interest is charged and nothing more is collected from your bank account. If you want to pay after all,{" "}
      <Link className="link" href={`/contact?topic=cannot-pay&loan=${loanId}`}>
        contact us
      </Link>
      .
    </Alert>
  );
}
