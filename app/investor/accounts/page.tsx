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
      description="We collect deposits from these accounts and send payouts to them. We never show the full account number."
    />
  );
}
