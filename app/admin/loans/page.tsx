import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { BUCKETS, listAllLoans, loanBook } from "@/lib/lending/reading/admin-loans";
import { requireActor } from "@/lib/session";
import { OlderNewer } from "../_parts/older-newer";
import { isFiltered, mark, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { StatusSearchForm } from "../_parts/status-search-form";
import { LOAN_CHOICES } from "../_parts/statuses";
import { LoanBook } from "./loan-book";
import { LoansTable } from "./loans-table";

export const metadata: Metadata = { title: "Loans" };

const PATH = "/admin/loans";
const STATUSES = [
  "AWAITING_DETAILS",
  "AWAITING_FUNDS",
  "DISBURSING",
  "DISBURSEMENT_FAILED",
  "ACTIVE",
  "CLOSED",
  "CHARGED_OFF",
  "CANCELLED",
] as const;
const RULES = {
  q: searchText,
  status: z.enum(STATUSES),
  borrowerId: mark,
  lateFrom: z.coerce.number().refine((days) => BUCKETS.some(({ fromDays }) => fromDays === days)),
  before: z.coerce.number().int().positive(),
};

export default async function LoansPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { before, ...filters } = await readFilters(RULES, searchParams);
  const [{ rows, nextBefore }, book] = await Promise.all([listAllLoans({ ...filters, before }), loanBook()]);
  const active = isFiltered(filters);
  const asText = { ...filters, lateFrom: filters.lateFrom?.toString() };
  return (
    <>
      <PageHeader title="Loans" description="Newest first, amounts in US dollars." />
      <LoanBook book={book} chosen={filters.lateFrom} />
      <StatusSearchForm path={PATH} filters={asText} statuses={LOAN_CHOICES} active={active} />
      <Card>
        <LoansTable
          rows={rows}
          empty={
            active ? (
              <EmptyState kind="no-results" title="No loan fits these filters" />
            ) : (
              <EmptyState title="No loans yet">
                An application becomes a loan when an offer is accepted.
              </EmptyState>
            )
          }
        />
        <OlderNewer path={PATH} filters={asText} before={before?.toString()} next={nextBefore?.toString()} />
      </Card>
    </>
  );
}
