import type { Metadata } from "next";
import { z } from "zod";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { hrefWith } from "@/app/_parts/href-with";
import { isFiltered, readFilters } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import { requireActor } from "@/lib/session";
import { listReconciliation } from "@/lib/writeback/pages/reconciliation-list";
import { RECONCILIATION } from "../desk-facts";
import { ReconciliationList } from "./reconciliation-list";

export const metadata: Metadata = { title: "Reconciliation of all borrowers" };

const RULES = {
  only: z.literal("differences"),
  page: z.coerce.number().int().min(1).max(100_000),
};

export default async function AllReconciliationPage({
  searchParams,
}: PageProps<"/admin/settings/writeback/reconciliation">) {
  await requireActor("ADMIN");
  const { page, ...filters } = await readFilters(RULES, searchParams);
  const found = await listReconciliation({ onlyDifferences: filters.only === "differences", page });
  const first = (found.page - 1) * found.pageSize;
  const pageHref = (number: number) => hrefWith(RECONCILIATION, { ...filters, page: number });
  const crumbs = [{ label: "Writeback", href: ADMIN_SETTINGS }, { label: "Reconciliation" }];
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs items={crumbs} />}
        title="Reconciliation"
        description="What each borrower owes by our ledger, and what we have written into their books. Open a borrower to read the books themselves."
      />
      <FilterForm path={RECONCILIATION} filters={filters} active={isFiltered(filters)}>
        <FilterField name="only" label="Borrowers" className="sm:w-52">
          <Select defaultValue={filters.only ?? ""}>
            <option value="">All</option>
            <option value="differences">Only differences</option>
          </Select>
        </FilterField>
      </FilterForm>
      <Card>
        <ReconciliationList rows={found.rows} isFiltered={isFiltered(filters)} />
        {found.total > 0 && (
          <Pagination
            previousHref={found.page > 1 ? pageHref(found.page - 1) : undefined}
            nextHref={first + found.rows.length < found.total ? pageHref(found.page + 1) : undefined}
          >
            {first + 1} to {first + found.rows.length} of {found.total}
          </Pagination>
        )}
      </Card>
    </>
  );
}
