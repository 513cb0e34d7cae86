import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { listHref, readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { GroupTotals } from "./group-totals";
import { ACCOUNTS } from "./list";

export const metadata: Metadata = { title: "Accounts" };

export default async function ChartOfAccountsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("books.see");
  const list = await readList(ACCOUNTS, searchParams);
  return (
    <ListPage
      list={list}
      title="Accounts"
      description="The chart of accounts, in US dollars. Each balance is shown on the account's normal side, so it is usually positive."
      above={<GroupTotals asOf={list.values.asOf} href={(group) => listHref(list, { filters: { group } })} />}
      empty={{ title: "No accounts yet", text: "The database migrations open the first ones." }}
    />
  );
}
