import { InstantText } from "@/components/ui/date-text";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { AccountEntry, TransactionStatus } from "@/lib/ledger/queries";
import { TransactionLink } from "../../../_parts/references";

const LOOKS: Record<TransactionStatus, [Tone, string]> = {
  posted: ["posted", "Posted"],
  pending: ["pending", "Pending"],
  settled: ["posted", "Settled"],
  released: ["voided", "Released"],
  reversed: ["failed", "Reversed"],
};

export function TransactionBadge({ status }: { status: TransactionStatus }) {
  const [tone, word] = LOOKS[status];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}

/** The outcome of a hold, or of a posting that was reversed, with the transaction that decided it. */
export function Fate({
  entry,
}: {
  entry: Pick<AccountEntry, "layer" | "status" | "resolution" | "reversal" | "expiresAt">;
}) {
  if (entry.layer === "posted" && entry.status === "posted") return null;
  const by = entry.resolution ?? entry.reversal;
  return (
    <>
      <TransactionBadge status={entry.status} />
      {by && (
        <>
          {" "}
          by <TransactionLink id={by.id} />
        </>
      )}
      {entry.status === "pending" && entry.expiresAt && (
        <span className="block text-muted">
          Expires <InstantText at={entry.expiresAt} />
        </span>
      )}
    </>
  );
}
