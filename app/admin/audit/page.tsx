import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAudit, listAuditActions, type AuditRow } from "@/lib/audit/queries";
import { requireActor } from "@/lib/session";
import { actionWords, subjectWords } from "../_parts/detail-words";
import { Facts } from "../_parts/facts";
import { OlderNewer } from "@/app/_parts/older-newer";
import { PersonLink } from "../_parts/person-link";
import { SubjectLink } from "../_parts/subject-link";
import { isFiltered, mark, onDate, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { AuditFilterForm } from "./audit-filter-form";

export const metadata: Metadata = { title: "Audit trail" };

const RULES = {
  action: searchText,
  subjectType: searchText,
  subjectId: mark,
  actorUserId: mark,
  from: onDate,
  to: onDate,
  before: mark,
};

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const filters = await readFilters(RULES, searchParams);
  const [{ rows, next }, actions] = await Promise.all([listAudit(filters), listAuditActions()]);
  const { before, ...rest } = filters;
  return (
    <>
      <PageHeader
        title="Audit trail"
        description="Who did what, and on which business date. Rows are only ever added; the database refuses to change or delete one."
      />
      <AuditFilterForm filters={rest} actions={actions} active={isFiltered(filters)} />
      <Card>
        <DataTable
          caption="Audit trail"
          rows={rows}
          rowKey={({ id }) => id}
          columns={COLUMNS}
          empty={
            isFiltered(filters) ? (
              <EmptyState kind="no-results" title="Nothing fits these filters" />
            ) : (
              <EmptyState title="Nothing has been done yet">
                Registrations, applications, deposits and every act of an administrator leave a line here.
              </EmptyState>
            )
          }
        />
        <OlderNewer path="/admin/audit" filters={rest} before={before} next={next} />
      </Card>
    </>
  );
}

const COLUMNS = [
  {
    header: "What",
    rowHeader: true,
    cell: ({ action }: AuditRow) => actionWords(action),
  },
  {
    header: "Who",
    cell: ({ actorName, actorUserId }: AuditRow) =>
      actorUserId ? <PersonLink id={actorUserId} name={actorName} /> : actorName,
  },
  {
    header: "On what",
    cell: ({ subjectType, subjectId }: AuditRow) => (
      <span className="block">
        <span className="block">{subjectWords(subjectType)}</span>
        <SubjectLink type={subjectType} id={subjectId} />
      </span>
    ),
  },
  {
    header: "Detail",
    cell: ({ detail }: AuditRow) => <Facts facts={(detail ?? {}) as Record<string, unknown>} />,
  },
  { header: "Business date", cell: ({ businessDate }: AuditRow) => <DateText on={businessDate} short /> },
  {
    header: "Recorded by the server at",
    secondary: true,
    cell: ({ at }: AuditRow) => <InstantText bare at={at} />,
  },
];
