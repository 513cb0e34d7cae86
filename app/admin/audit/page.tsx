import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAudit, listAuditActions, type AuditRow } from "@/lib/audit/queries";
import { requireActor } from "@/lib/session";
import { actionWords } from "../_parts/detail-words";
import { Facts } from "../_parts/facts";
import { namesIn } from "../_parts/names";
import { OlderNewer } from "../_parts/older-newer";
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
  const names = await namesIn({
    subjects: rows.map(({ subjectType, subjectId }) => ({ type: subjectType, id: subjectId })),
    facts: rows.map(factsOf),
  });
  const { before, ...rest } = filters;
  return (
    <>
      <PageHeader
        title="Audit trail"
        description="Who did what, by business date. Rows are only added: the database rejects changes and deletions."
      />
      <AuditFilterForm filters={rest} actions={actions} active={isFiltered(filters)} />
      <Card>
        <DataTable
          caption="Audit trail"
          rows={rows}
          rowKey={({ id }) => id}
          columns={columns(names)}
          empty={
            isFiltered(filters) ? (
              <EmptyState kind="no-results" title="No events match these filters" />
            ) : (
              <EmptyState title="No events yet">
                Registrations, applications, deposits and every administrator action are recorded here.
              </EmptyState>
            )
          }
        />
        <OlderNewer path="/admin/audit" filters={rest} before={before} next={next} />
      </Card>
    </>
  );
}

function factsOf({ detail }: AuditRow): Record<string, unknown> {
  return (detail ?? {}) as Record<string, unknown>;
}

function columns(names: Map<string, string>): Column<AuditRow>[] {
  return [
    { header: "Action", rowHeader: true, cell: ({ action }) => actionWords(action) },
    {
      header: "By",
      cell: ({ actorName, actorUserId }) =>
        actorUserId ? <PersonLink id={actorUserId} name={actorName} /> : actorName,
    },
    {
      header: "Subject",
      cell: ({ subjectType, subjectId }) => <SubjectLink type={subjectType} id={subjectId} names={names} />,
    },
    { header: "Details", cell: (row) => <Facts facts={factsOf(row)} names={names} /> },
    { header: "Business date", cell: ({ businessDate }) => <DateText on={businessDate} short /> },
    {
      header: "Recorded (server time)",
      secondary: true,
      cell: ({ at }) => <InstantText bare at={at} />,
    },
  ];
}
