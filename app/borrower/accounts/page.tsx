import type { Metadata } from "next";
import { BankAccountForm } from "@/components/bank-account-form";
import { BankAccountList } from "@/components/bank-account-list";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { addBankAccountAction } from "../../_portal/actions";
import { SandboxAccountHint } from "../../_portal/sandbox-account-hint";

export const metadata: Metadata = { title: "Bank accounts" };

export default async function AccountsPage() {
  const borrower = await requireActor("BORROWER");
  const accounts = await listExternalAccounts(borrower.userId);
  return (
    <>
      <PageHeader
        title="Bank accounts"
        description="Where your loans are paid out to, and where repayments are collected from. A loan's page says which account it uses."
      />
      <div className="grid grid-cols-1 gap-8">
        <BankAccountList accounts={accounts} />
        <Card aria-labelledby="add">
          <CardHeader id="add" title="Add a bank account" />
          <CardBody>
            <BankAccountForm action={addBankAccountAction} holderName={borrower.name}>
              <SandboxAccountHint />
            </BankAccountForm>
          </CardBody>
        </Card>
      </div>
    </>
  );
}
