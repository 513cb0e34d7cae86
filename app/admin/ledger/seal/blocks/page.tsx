import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requirePermission } from "@/lib/session";
import { BLOCKS } from "./list";

export const metadata: Metadata = { title: "Blocks" };

export default async function BlocksPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("books.see");
  return (
    <ListPage
      list={await readList(BLOCKS, searchParams)}
      title="Blocks"
      breadcrumbs={
        <Breadcrumbs items={[{ label: "Seal", href: "/admin/ledger/seal" }, { label: "Blocks" }]} />
      }
      description="Each block's hash covers its entries and the hash of the block before it."
      empty={{ title: "No blocks yet", text: "The worker seals within a minute of the first transaction." }}
    />
  );
}
