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
  const actor = await requireActor("INVESTOR");
  const accounts = await listExternalAccounts(actor.userId);
  return (
    <>
      <PageHeader
        title="Bank accounts"
        description="Deposits come from these accounts and payouts go to them. The full number never leaves our server."
      />
      <div className="grid grid-cols-1 gap-8">
        <BankAccountList accounts={accounts} />
        <Card aria-labelledby="add">
          <CardHeader id="add" title="Add a bank account" />
          <CardBody>
            <BankAccountForm action={addBankAccountAction} holderName={actor.name}>
              <SandboxAccountHint />
            </BankAccountForm>
          </CardBody>
        </Card>
      </div>
    </>
  );
}
