import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { BANK_ACCOUNTS } from "./list";

export const metadata: Metadata = { title: "Bank account reviews" };

export default async function BankAccountsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("bank-account.see");
  return (
    <ListPage
      list={await readList(BANK_ACCOUNTS, searchParams)}
      title="Bank account reviews"
      description="Bank accounts that more than one person has added. Each is reviewed here before money moves. The customer does not learn who else added the account."
      empty={{ title: "Nothing to review", text: "An account appears here when a second person adds it." }}
    />
  );
}
