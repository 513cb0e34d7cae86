import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { listAllApplications, type ApplicationRow } from "@/lib/lending/admin-applications";
import { requireActor } from "@/lib/session";
import { OlderNewer } from "../_parts/older-newer";
import { applicationHref } from "../_parts/paths";
import { textWords } from "../_parts/detail-words";
import { PersonLink } from "../_parts/person-link";
import { isFiltered, mark, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { StatusSearchForm } from "../_parts/status-search-form";
import { ApplicationBadge, APPLICATION_CHOICES } from "../_parts/statuses";

export const metadata: Metadata = { title: "Applications" };

const PATH = "/admin/applications";
const RULES = {
  q: searchText,
  status: z.enum(["DRAFT", "SUBMITTED", "OFFERED", "DECLINED", "ACCEPTED", "EXPIRED", "WITHDRAWN"]),
  borrowerId: mark,
  before: z.coerce.number().int().positive(),
};

export default async function ApplicationsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { before, ...filters } = await readFilters(RULES, searchParams);
  const { rows, nextBefore } = await listAllApplications({ ...filters, before });
  const active = isFiltered(filters);
  return (
    <>
      <PageHeader title="Applications" description="Newest first, amounts in US dollars." />
      <StatusSearchForm path={PATH} filters={filters} statuses={APPLICATION_CHOICES} active={active} />
      <Card>
        <DataTable
          caption="Applications"
          rows={rows}
          rowKey={({ id }) => id}
          columns={COLUMNS}
          empty={
            active ? (
              <EmptyState kind="no-results" title="No application fits these filters" />
            ) : (
              <EmptyState title="No applications yet">
                They appear here as soon as a borrower begins one, drafts included.
              </EmptyState>
            )
          }
        />
        <OlderNewer path={PATH} filters={filters} before={before?.toString()} next={nextBefore?.toString()} />
      </Card>
    </>
  );
}

const COLUMNS: Column<ApplicationRow>[] = [
  {
    header: "Application",
    rowHeader: true,
    cell: ({ id, number }) => (
      <Link className="link figures" href={applicationHref(id)}>
        {number}
      </Link>
    ),
  },
  {
    header: "Borrower",
    cell: ({ borrowerId, borrowerName }) => <PersonLink id={borrowerId} name={borrowerName} />,
  },
  { header: "Status", cell: ({ status }) => <ApplicationBadge status={status} /> },
  { header: "Grade", cell: ({ grade }) => grade && <span className="figures">{grade}</span> },
  { header: "Purpose", cell: ({ purpose }) => purpose && textWords(purpose) },
  { header: "Submitted", cell: ({ submittedOn }) => submittedOn && <DateText on={submittedOn} short /> },
  { header: "Decided", cell: ({ decidedOn }) => decidedOn && <DateText on={decidedOn} short /> },
  { header: "Amount", numeric: true, cell: ({ amount }) => amount && <Money amount={amount} /> },
];
