import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { requirePermission } from "@/lib/session";
import { INVESTMENTS } from "./list";

export const metadata: Metadata = { title: "Investments" };

export default async function InvestmentsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("investment.see");
  return (
    <ListPage
      list={await readList(INVESTMENTS, searchParams)}
      title="Investments"
      description="Investor deposits and the interest earned on them. Amounts in US dollars."
      empty={{
        title: "No investments yet",
        text: "An investment appears here when an investor signs its agreement.",
      }}
    />
  );
}
