import type { Metadata } from "next";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requirePermission } from "@/lib/session";
import { RECONCILIATIONS } from "./list";

export const metadata: Metadata = { title: "Reconciliation of all borrowers" };

export default async function AllReconciliationPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("writeback.see");
  const crumbs = [{ label: "Writeback", href: ADMIN_SETTINGS }, { label: "Reconciliation" }];
  return (
    <ListPage
      list={await readList(RECONCILIATIONS, searchParams)}
      breadcrumbs={<Breadcrumbs items={crumbs} />}
      title="Reconciliation"
      description="What each borrower owes by our ledger, and what we have written into their books. Open a borrower to query the books themselves."
      empty={{
        title: "No connected accounting software yet",
        text: "Each borrower who connects theirs appears here with what they owe and what was written.",
      }}
    />
  );
}
