import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requirePermission } from "@/lib/session";
import { PROOFS } from "./list";

export const metadata: Metadata = { title: "Proofs of balances" };

export default async function ProofsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("books.see");
  return (
    <ListPage
      list={await readList(PROOFS, searchParams)}
      title="Proofs of balances"
      breadcrumbs={
        <Breadcrumbs
          items={[{ label: "Seal", href: "/admin/ledger/seal" }, { label: "Proofs of balances" }]}
        />
      }
      description="Made every night from what is sealed: what all customers are owed, and cash and loans that cover it. Customers download their part and verify it."
      empty={{
        title: "No proofs yet",
        text: "The worker makes one every night, and after the business date is moved.",
      }}
    />
  );
}
