import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { Code } from "../../_parts/references";
import { words } from "@/app/_parts/words";

export async function BankAccounts({ userId }: { userId: string }) {
  const accounts = await listExternalAccounts(userId);
  return (
    <Card aria-labelledby="bank-accounts">
      <CardHeader id="bank-accounts" title="Bank accounts" />
      <DataTable
        caption="Bank accounts"
        rows={accounts}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No bank accounts">This person has not added a bank account.</EmptyState>}
        columns={[
          {
            header: "Account",
            rowHeader: true,
            cell: ({ bankName, last4 }) => (
              <>
                {bankName} <Code>••{last4}</Code>
              </>
            ),
          },
          { header: "Holder", cell: ({ holderName }) => holderName },
          { header: "Type", secondary: true, cell: ({ accountType }) => words(accountType) },
          {
            header: "Status",
            cell: ({ status, disabledReason }) => (
              <span className="block">
                <StatusBadge tone={status === "ACTIVE" ? "posted" : "failed"}>{words(status)}</StatusBadge>
                {disabledReason && <span className="block text-sm text-muted">{disabledReason}</span>}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
