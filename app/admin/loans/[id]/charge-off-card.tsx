import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { LoanAdmin } from "@/lib/lending/reading/admin-loans";
import { chargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import { ChargeOffForm } from "./charge-off-form";
import { ChargeOffs } from "./charge-offs";

/** For an active loan: the charge-off form, or why it is not possible yet. For a charged-off loan: its charge-offs. */
export async function ChargeOffCard({ loan }: { loan: LoanAdmin }) {
  if (loan.chargeOffs.length > 0) return <ChargeOffs chargeOffs={loan.chargeOffs} />;
  if (loan.status !== "ACTIVE") return null;
  const outlook = await chargeOffOutlook(loan.id);
  return (
    <Card>
      <CardHeader
        title="Charge-off"
        description="Interest and autopay stop. The borrower still owes the debt and is notified."
      />
      <CardBody>
        {outlook.isPossible ? (
          <ChargeOffForm loan={loan} outlook={outlook} idempotencyKey={crypto.randomUUID()} />
        ) : (
          <p className="max-w-prose text-muted">{outlook.sentence}</p>
        )}
      </CardBody>
    </Card>
  );
}
