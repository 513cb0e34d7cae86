import { Alert } from "@/components/ui/alert";
import Link from "@/components/ui/link";
import { approvalPath } from "@/lib/approvals/approval-path";
import type { ApprovalRow } from "@/lib/approvals/queries";

/** What was proposed about the subject of a page and waits for another person. */
export function PendingApproval({ approval }: { approval: ApprovalRow }) {
  return (
    <Alert tone="pending" title={`Waiting for approval: ${approval.title}`}>
      Proposed by {approval.proposedBy}: {approval.reason}{" "}
      <Link className="link" href={approvalPath(approval.id)}>
        Open proposal
      </Link>
    </Alert>
  );
}
