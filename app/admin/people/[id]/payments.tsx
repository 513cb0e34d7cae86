import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listPaymentOrders } from "@/lib/payments/queries";
import { PaymentsTable } from "../../payments/payments-table";
import { hrefWith } from "@/app/_parts/href-with";
import { All } from "./borrowing";

export async function Payments({ userId, name }: { userId: string; name: string }) {
  const { rows } = await listPaymentOrders({ userId, limit: 20 });
  return (
    <Card aria-labelledby="payments">
      <CardHeader
        id="payments"
        title="Payments"
        actions={<All href={hrefWith("/admin/payments", { userId })} />}
      />
      <PaymentsTable
        rows={rows}
        names={new Map([[userId, name]])}
        empty={<EmptyState title="No payments" />}
      />
    </Card>
  );
}
