import { hrefWith } from "@/app/_parts/href-with";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { paymentOrderList } from "@/lib/payments/queries";
import { PaymentsTable } from "../../payments/payments-table";
import { All } from "./borrowing";

export async function Payments({ userId, name }: { userId: string; name: string }) {
  const { rows } = await paymentOrderList.page({ userId, pageSize: 20 });
  return (
    <Card aria-labelledby="payments">
      <CardHeader
        id="payments"
        title="Payments"
        actions={<All href={hrefWith("/admin/payments", { userId })} />}
      />
      <PaymentsTable
        rows={rows.map((row) => ({ ...row, userName: name }))}
        empty={<EmptyState title="No payments" />}
      />
    </Card>
  );
}
