import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requirePermission } from "@/lib/session";
import { BANK_LINES } from "./list";

export const metadata: Metadata = { title: "Statement lines" };

export default async function BankLinesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("bank.see");
  return (
    <ListPage
      list={await readList(BANK_LINES, searchParams)}
      title="Statement lines"
      breadcrumbs={
        <Breadcrumbs items={[{ label: "Bank", href: "/admin/bank" }, { label: "Statement lines" }]} />
      }
      description="Every entry of the bank's statements, what it is matched with, and by which rule. A score of 90 or more matches by itself. Amounts in US dollars; below zero left our account."
      empty={{ title: "No lines yet", text: "Lines appear here when a statement is imported." }}
    />
  );
}
