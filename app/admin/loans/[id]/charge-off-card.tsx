import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { LoanAdmin } from "@/lib/lending/reading/admin-loans";
import { chargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import { pendingApproval } from "@/lib/approvals/queries";
import { CHARGE_OFF } from "@/lib/staff/kinds/charge-off";
import { PendingApproval } from "../../_parts/pending-approval";
import { ChargeOffForm } from "./charge-off-form";
import { ChargeOffs } from "./charge-offs";

/** For an active loan: the charge-off form, or why it is not possible yet. For a charged-off loan: its charge-offs. */
export async function ChargeOffCard({ loan, mayPropose }: { loan: LoanAdmin; mayPropose: boolean }) {
  if (loan.chargeOffs.length > 0) return <ChargeOffs chargeOffs={loan.chargeOffs} />;
  if (loan.status !== "ACTIVE") return null;
  const [outlook, pending] = await Promise.all([
    chargeOffOutlook(loan.id),
    pendingApproval(CHARGE_OFF, loan.id),
  ]);
  return (
    <Card>
      <CardHeader
        title="Charge-off"
        description="Interest and autopay stop. The borrower still owes the debt and is notified."
      />
      <CardBody>
        {pending ? (
          <PendingApproval approval={pending} />
        ) : outlook.isPossible ? (
          mayPropose ? (
            <ChargeOffForm loan={loan} outlook={outlook} />
          ) : (
            <p className="max-w-prose text-muted">This loan can be charged off. Collections proposes it.</p>
          )
        ) : (
          <p className="max-w-prose text-muted">{outlook.sentence}</p>
        )}
      </CardBody>
    </Card>
  );
}
