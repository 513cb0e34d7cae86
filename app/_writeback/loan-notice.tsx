import { Alert } from "@/components/ui/alert";
import Link from "@/components/ui/link";
import { getLoanWriteback } from "@/lib/writeback/pages/queries";
import { BORROWER_SETTINGS } from "./back-path";

/** On a loan's own page: that its entries wait, and where to mend why. Nothing when all is well or nothing is connected. */
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
          Look at the accounting settings
        </Link>
      }
    >
      {state.problem} {state.waiting > 0 && "What waits is kept and written in order once this is mended."}
    </Alert>
  );
}
