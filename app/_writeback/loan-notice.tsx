import { Alert } from "@/components/ui/alert";
import Link from "@/components/ui/link";
import { getLoanWriteback } from "@/lib/writeback/pages/queries";
import { BORROWER_SETTINGS } from "./back-path";

/**
 * On a loan's page: that its entries are pending, and where to fix the cause. Nothing when there is no problem or
 * nothing is connected.
 */
export async function LoanNotice({ loanId }: { loanId: string }) {
  const state = await getLoanWriteback(loanId);
  if (!state?.isOn || !state.problem) return null;
  return (
    <Alert
      tone="failed"
      title="This loan is not being written to your books"
      className="mb-6"
      actions={
        <Link className="link" href={BORROWER_SETTINGS}>
          Go to accounting settings
        </Link>
      }
    >
      {state.problem}{" "}
      {state.waiting > 0 && "Pending entries are kept and will be written in order once this is fixed."}
    </Alert>
  );
}
