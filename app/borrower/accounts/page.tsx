import type { Metadata } from "next";
import { BankAccountsView } from "@/app/_portal/bank-accounts-view";
import { getApplicant } from "@/lib/lending/application/draft-queries";
import { requireActor } from "@/lib/session";

export const metadata: Metadata = { title: "Bank accounts" };

export default async function AccountsPage() {
  const { userId, borrowerId } = await requireActor("BORROWER");
  const { legalName } = await getApplicant(borrowerId);
  return (
    <BankAccountsView
      userId={userId}
      holderName={legalName}
      description="Loans are disbursed to these accounts, and payments are collected from them. Each loan's page shows the account it uses."
    />
  );
}
