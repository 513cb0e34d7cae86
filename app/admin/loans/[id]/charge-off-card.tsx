import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { LoanAdmin } from "@/lib/lending/reading/admin-loans";
import { chargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import { ChargeOffForm } from "./charge-off-form";
import { ChargeOffs } from "./charge-offs";

/** On a running loan how it can be given up, or why not yet; on a charged-off one what was given up. */
export async function ChargeOffCard({ loan }: { loan: LoanAdmin }) {
  if (loan.chargeOffs.length > 0) return <ChargeOffs chargeOffs={loan.chargeOffs} />;
  if (loan.status !== "ACTIVE") return null;
  const outlook = await chargeOffOutlook(loan.id);
  return (
    <Card>
      <CardHeader
        title="Charge-off"
        description="No more interest is charged and autopay ends. The borrower still owes the debt and is notified."
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
