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
      description="Where your loans are paid out to, and where repayments are collected from. A loan's page says which account it uses."
    />
  );
}
