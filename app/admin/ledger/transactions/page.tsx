import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { TRANSACTIONS } from "./list";

export const metadata: Metadata = { title: "Transactions" };

export default async function TransactionsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("books.see");
  return (
    <ListPage
      list={await readList(TRANSACTIONS, searchParams)}
      title="Transactions"
      description="Everything the ledger has posted or reserved, in US dollars. Nothing here is ever edited: a mistake is reversed."
      empty={{ title: "No transactions yet", text: "The first deposit creates the first one." }}
    />
  );
}
