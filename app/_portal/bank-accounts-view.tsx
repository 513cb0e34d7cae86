import { BankAccountForm } from "@/components/bank-account-form";
import { BankAccountList } from "@/components/bank-account-list";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { addBankAccountAction } from "./actions";
import { RemoveBankAccount } from "./remove-bank-account";
import { SandboxAccountHint } from "./sandbox-account-hint";

/** A person's own bank accounts, and a form for another; the page that shows it has checked who is signed in. */
export async function BankAccountsView({
  userId,
  holderName,
  description,
}: {
  userId: string;
  holderName: string;
  description: string;
}) {
  const accounts = await listExternalAccounts(userId);
  return (
    <>
      <PageHeader title="Bank accounts" description={description} />
      <div className="grid grid-cols-1 gap-8">
        <BankAccountList accounts={accounts} actions={(account) => <RemoveBankAccount account={account} />} />
        <Card aria-labelledby="add">
          <CardHeader id="add" title="Add a bank account" />
          <CardBody>
            <BankAccountForm action={addBankAccountAction} holderName={holderName}>
              <SandboxAccountHint />
            </BankAccountForm>
          </CardBody>
        </Card>
      </div>
    </>
  );
}
