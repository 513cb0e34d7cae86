import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { namesOfPeople } from "@/lib/identity/people";
import { listBankFiles, listBankOverviews } from "@/lib/payments/bank/queries";
import { requirePermission } from "@/lib/session";
import { AccountSection } from "./account-section";
import { BankFiles } from "./bank-files";
import { UploadForm } from "./upload-form";

export const metadata: Metadata = { title: "Bank" };

export default async function BankPage() {
  await requirePermission("bank.see");
  const [accounts, files] = await Promise.all([listBankOverviews(), listBankFiles()]);
  const names = await namesOfPeople(files.map(({ uploadedById }) => uploadedById));
  return (
    <>
      <PageHeader
        title="Bank"
        description="What the bank says about our account, compared with the ledger, day by day. Amounts in US dollars."
        actions={
          <>
            <LinkButton href="/admin/bank/lines" variant="secondary">
              Statement lines
            </LinkButton>
            <LinkButton href="/admin/bank/exceptions" variant="secondary">
              Exceptions ({accounts.reduce((sum, { openExceptions }) => sum + openExceptions, 0)})
            </LinkButton>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        {accounts.map((account) => (
          <AccountSection key={account.id} account={account} />
        ))}
        {accounts.length === 0 && (
          <EmptyState title="No statement yet">
            The account appears here with its days after the first statement is uploaded.
          </EmptyState>
        )}
        <Card aria-labelledby="upload">
          <CardHeader
            id="upload"
            title="Import a statement"
            description="The file is read first. You see what is new before anything is imported; a file with a fault is refused as a whole."
          />
          <CardBody>
            <UploadForm />
          </CardBody>
        </Card>
        <BankFiles files={files} names={names} />
      </div>
    </>
  );
}
