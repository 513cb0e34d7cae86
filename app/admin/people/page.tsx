import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { Badge } from "@/components/ui/status-badge";
import { listPeople, type PersonRow } from "@/lib/identity/people";
import { requireActor } from "@/lib/session";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { OlderNewer } from "../_parts/older-newer";
import { hrefWith } from "@/app/_parts/href-with";
import { PersonLink } from "../_parts/person-link";
import { Code } from "../_parts/references";
import { isFiltered, mark, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { count, words } from "@/app/_parts/words";

export const metadata: Metadata = { title: "People" };

const PATH = "/admin/people";
const ROLES = ["BORROWER", "INVESTOR", "ADMIN"] as const;

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const filters = await readFilters({ q: searchText, role: z.enum(ROLES), before: mark }, searchParams);
  const { rows, next } = await listPeople(filters);
  const { q, role, before } = filters;
  return (
    <>
      <PageHeader title="People" description="Everyone with an account, the latest to join first." />
      <FilterForm path={PATH} filters={{ q, role }} active={isFiltered(filters)}>
        <FilterField name="q" label="Name or e-mail" className="sm:w-72">
          <Input type="search" defaultValue={q} />
        </FilterField>
        <FilterField name="role" label="Role" className="sm:w-44">
          <Select defaultValue={role ?? ""}>
            <option value="">All roles</option>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {words(each)}
              </option>
            ))}
          </Select>
        </FilterField>
      </FilterForm>
      <Card>
        <DataTable
          caption="People"
          rows={rows}
          rowKey={({ id }) => id}
          columns={COLUMNS}
          empty={
            <EmptyState kind="no-results" title="Nobody fits">
              No account has this name, e-mail address or role.
            </EmptyState>
          }
        />
        <OlderNewer path={PATH} filters={{ q, role }} before={before} next={next} />
      </Card>
    </>
  );
}

const COLUMNS = [
  {
    header: "Person",
    rowHeader: true,
    cell: ({ id, name, email }: PersonRow) => (
      <span className="block min-w-0">
        <PersonLink id={id} name={name} />
        <span className="block text-sm font-normal wrap-anywhere text-muted">{email}</span>
      </span>
    ),
  },
  {
    header: "Roles",
    cell: ({ roles }: PersonRow) => (
      <span className="flex flex-wrap gap-1 max-sm:justify-end">
        {roles.map((role) => (
          <Badge key={role}>{words(role)}</Badge>
        ))}
      </span>
    ),
  },
  { header: "Borrows", cell: ({ borrower }: PersonRow) => borrower && <Borrows {...borrower} /> },
  {
    header: "Invests",
    cell: ({ investor }: PersonRow) =>
      investor && (
        <Link className="link" href={hrefWith("/admin/investments", { investorId: investor.id })}>
          {count(investor.investments, "investment")}
        </Link>
      ),
  },
  {
    header: "Payments",
    cell: ({ id, roles }: PersonRow) =>
      roles.some((role) => role !== "ADMIN") && (
        <Link className="link" href={hrefWith("/admin/payments", { userId: id })}>
          Payment orders
        </Link>
      ),
  },
  { header: "Id", secondary: true, cell: ({ id }: PersonRow) => <Code>{id}</Code> },
  { header: "Joined", secondary: true, cell: ({ joinedOn }: PersonRow) => <DateText on={joinedOn} short /> },
];

function Borrows({ id, kind, legalName, applications, loans }: NonNullable<PersonRow["borrower"]>) {
  return (
    <span className="block">
      {kind === "BUSINESS" && <span className="block">{legalName}</span>}
      <Link className="link" href={hrefWith("/admin/applications", { borrowerId: id })}>
        {count(applications, "application")}
      </Link>
      {", "}
      <Link className="link" href={hrefWith("/admin/loans", { borrowerId: id })}>
        {count(loans, "loan")}
      </Link>
    </span>
  );
}
