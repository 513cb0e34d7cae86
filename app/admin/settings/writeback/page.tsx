import type { Metadata } from "next";
import { z } from "zod";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireActor } from "@/lib/session";
import { listBorrowers, getOverview } from "@/lib/writeback/pages/admin-queries";
import { xeroFeeds } from "@/lib/writeback/pages/xero-feeds";
import { hrefWith } from "@/app/_parts/href-with";
import { isFiltered, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { BorrowerFilterForm, CONNECTION_FILTERS } from "./borrower-filter-form";
import { BorrowersTable } from "./borrowers-table";
import { LOG, RECONCILIATION } from "./desk-facts";
import { OverviewFigures } from "./overview-figures";
import { XeroFeedsCard } from "./xero-feeds-card";

export const metadata: Metadata = { title: "Writeback" };

const RULES = {
  q: searchText,
  status: z.enum(CONNECTION_FILTERS),
  mapping: z.enum(["complete", "incomplete"]),
  failures: z.literal("yes"),
  page: z.coerce.number().int().min(1).max(100_000),
};

export default async function WritebackPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { page, ...filters } = await readFilters(RULES, searchParams);
  const [found, overview, feeds] = await Promise.all([
    listBorrowers({ ...filters, failures: filters.failures === "yes", page }),
    getOverview(),
    xeroFeeds(),
  ]);
  const { rows, total, pageSize } = found;
  const first = (found.page - 1) * pageSize;
  const pageHref = (number: number) => hrefWith(ADMIN_SETTINGS, { ...filters, page: number });
  return (
    <>
      <PageHeader
        title="Writeback"
        description="Loans in the borrowers' own books: who is connected, what was written, and what stands still."
        actions={
          <>
            <LinkButton href={RECONCILIATION} variant="secondary">
              Reconciliation
            </LinkButton>
            <LinkButton href={LOG} variant="secondary">
              Log of all writes
            </LinkButton>
          </>
        }
      />
      <div className="mb-8">
        <OverviewFigures overview={overview} />
      </div>
      <XeroFeedsCard feeds={feeds} />
      <BorrowerFilterForm path={ADMIN_SETTINGS} filters={filters} active={isFiltered(filters)} />
      <Card>
        <BorrowersTable rows={rows} isFiltered={isFiltered(filters)} />
        {total > 0 && (
          <Pagination
            previousHref={found.page > 1 ? pageHref(found.page - 1) : undefined}
            nextHref={first + rows.length < total ? pageHref(found.page + 1) : undefined}
          >
            {first + 1} to {first + rows.length} of {total}
          </Pagination>
        )}
      </Card>
    </>
  );
}
