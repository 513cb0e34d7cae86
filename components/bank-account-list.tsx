import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";

/** A bank account as it is named everywhere: never more than the last four digits. */
export function accountName({ bankName, last4 }: { bankName: string; last4: string }) {
  return `${bankName}, ending in ${last4}`;
}

/** A person's bank accounts, with the reason where one cannot be used, and what can be done about each. */
export function BankAccountList({
  accounts,
  actions,
}: {
  accounts: ExternalAccountView[];
  actions?: (account: ExternalAccountView) => ReactNode;
}) {
  return (
    <Card>
      <DataTable
        caption="Your bank accounts"
        rows={accounts}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No bank accounts yet">
            Add the account for your payments. You need one before the first payment.
          </EmptyState>
        }
        columns={[
          { header: "Account", rowHeader: true, cell: accountName },
          { header: "Account holder", cell: ({ holderName }) => holderName },
          { header: "Type", cell: ({ accountType }) => (accountType === "savings" ? "Savings" : "Checking") },
          { header: "Status", cell: (account) => <Status {...account} /> },
          ...(actions ? [{ header: "Change", cell: actions }] : []),
        ]}
      />
    </Card>
  );
}

function Status({ status, disabledReason }: ExternalAccountView) {
  if (status === "ACTIVE") return <StatusBadge tone="posted">In use</StatusBadge>;
  if (status === "IN_REVIEW")
    return (
      <>
        <StatusBadge tone="pending">In review</StatusBadge>
        <span className="mt-1 block text-sm text-muted">
          We are reviewing this account before any money moves. We will notify you.
        </span>
      </>
    );
  return (
    <>
      <StatusBadge tone="failed">Disabled</StatusBadge>
      <span className="mt-1 block text-sm text-muted">
        {disabledReason ?? "It can no longer be used."} Add another account.
      </span>
    </>
  );
}
