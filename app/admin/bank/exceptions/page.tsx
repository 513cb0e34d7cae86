import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requirePermission } from "@/lib/session";
import { BANK_EXCEPTIONS } from "./list";

export const metadata: Metadata = { title: "Bank exceptions" };

export default async function BankExceptionsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("bank.see");
  return (
    <ListPage
      list={await readList(BANK_EXCEPTIONS, searchParams)}
      title="Bank exceptions"
      breadcrumbs={<Breadcrumbs items={[{ label: "Bank", href: "/admin/bank" }, { label: "Exceptions" }]} />}
      description="Lines of the bank's statements that nothing explains, and payments that the bank does not show. Resolve within 3 banking days, or within 1 banking day above $10,000.00."
      empty={{ title: "No exceptions", text: "Everything on the bank's statements is explained." }}
    />
  );
}
