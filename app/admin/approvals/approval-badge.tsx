import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { ApprovalState } from "@/lib/approvals/queries";

const LOOKS: Record<ApprovalState, { tone: Tone; word: string }> = {
  PENDING: { tone: "pending", word: "Waiting" },
  APPROVED: { tone: "posted", word: "Approved" },
  REJECTED: { tone: "failed", word: "Rejected" },
  EXPIRED: { tone: "voided", word: "Expired" },
  CANCELLED: { tone: "voided", word: "Canceled" },
};

export function ApprovalBadge({ state }: { state: ApprovalState }) {
  const { tone, word } = LOOKS[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
