import type { Metadata } from "next";
import { BankAccountsView } from "@/app/_portal/bank-accounts-view";
import { requireActor } from "@/lib/session";

export const metadata: Metadata = { title: "Bank accounts" };

export default async function AccountsPage() {
  const { userId, name } = await requireActor("INVESTOR");
  return (
    <BankAccountsView
      userId={userId}
      holderName={name}
      description="Deposits come from these accounts and payouts go to them. The full number never leaves our server."
    />
  );
}
