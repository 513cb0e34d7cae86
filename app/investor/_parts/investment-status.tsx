import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { InvestmentSummary } from "@/lib/investing/queries";

const LOOKS: Readonly<Record<InvestmentSummary["status"], readonly [Tone, string]>> = {
  DEPOSITING: ["pending", "Deposit pending"],
  ACTIVE: ["posted", "Active"],
  MATURED: ["pending", "Payout pending"],
  PAID_OUT: ["voided", "Paid out"],
  FAILED: ["failed", "Deposit failed"],
  RETURNED: ["failed", "Deposit returned"],
  ROLLED: ["voided", "Reinvested"],
  WITHDRAWN: ["voided", "Withdrawn early"],
};

type Shown = Pick<InvestmentSummary, "status" | "isPayoutWaiting" | "isPayoutOnHold" | "notice">;

export function InvestmentStatus({ status, isPayoutWaiting, isPayoutOnHold, notice }: Shown) {
  const [tone, words] = LOOKS[status];
  if (isPayoutWaiting)
    return <StatusBadge tone="pending">{isPayoutOnHold ? "On hold" : "Waiting for cash"}</StatusBadge>;
  if (status === "MATURED" && notice) return <StatusBadge tone="failed">Payout failed</StatusBadge>;
  return <StatusBadge tone={tone}>{words}</StatusBadge>;
}
