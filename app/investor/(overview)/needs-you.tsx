import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import type { InvestmentSummary } from "@/lib/investing/queries";

/** What the investor has to do or should know about, one message an investment. */
export function NeedsYou({ investments }: { investments: InvestmentSummary[] }) {
  const open = investments.filter(({ status, notice }) => notice && status === "MATURED");
  if (open.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-3">
      {open.map(({ id, number, isPayoutWaiting, isPayoutOnHold, notice }) => (
        <Alert
          key={id}
          tone={isPayoutWaiting ? "pending" : "failed"}
          title={
            isPayoutWaiting
              ? `The payout of investment ${number} ${isPayoutOnHold ? "is on hold" : "is waiting for cash"}`
              : `The payout of investment ${number} needs another bank account`
          }
          actions={
            <LinkButton href={`/investor/investments/${id}`} variant="secondary" size="sm">
              {isPayoutWaiting ? "View investment" : "Choose another account"}
            </LinkButton>
          }
        >
          {notice}
        </Alert>
      ))}
    </div>
  );
}
