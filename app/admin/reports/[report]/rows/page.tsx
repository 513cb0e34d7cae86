import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { loanHref } from "@/app/admin/_parts/paths";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { formatDate, isIsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { formatMoney, sum, d } from "@/lib/money/money";
import { requirePermission } from "@/lib/session";
import { loanFilterQuery, readLoanFilter } from "../../loan-filter";
import { REPORTS } from "../../reports";

export const metadata: Metadata = { title: "Loans behind a figure" };

/** More are in the loan tape. */
const MOST_SHOWN = 500;

export default async function ReportRowsPage({
  params,
  searchParams,
}: PageProps<"/admin/reports/[report]/rows">) {
  await requirePermission("report.see");
  const { report: name } = await params;
  const report = Object.hasOwn(REPORTS, name) ? REPORTS[name]! : notFound();
  if (!report.loans) notFound();
  const today = await businessDate();
  const given = await searchParams;
  const asOf = isIsoDate(given.asOf) && given.asOf <= today ? given.asOf : today;
  const row = typeof given.row === "string" ? given.row : "";
  const filter = readLoanFilter(given);
  const loans = await report.loans(asOf, row, filter);
  const total = sum(loans.map(({ balance }) => d(balance)));
  return (
    <>
      <Breadcrumbs
        items={[
          { label: report.title, href: `/admin/reports/${name}?asOf=${asOf}${loanFilterQuery(filter)}` },
          { label: row.replace("|", " to ") },
        ]}
      />
      <PageHeader
        title={`${loans.length} ${loans.length === 1 ? "loan" : "loans"}: ${row.replace("|", " to ")}`}
        description={`Principal of $${formatMoney(total)} at the end of ${formatDate(asOf)}.${loans.length > MOST_SHOWN ? ` The first ${MOST_SHOWN} are shown; all are in the loan tape.` : ""}`}
      />
      <Card>
        <DataTable
          caption="Loans in US dollars"
          rows={loans.slice(0, MOST_SHOWN)}
          rowKey={({ id }) => id}
          empty={<EmptyState title="No loans">No loan is behind this figure.</EmptyState>}
          columns={[
            {
              header: "Loan",
              rowHeader: true,
              cell: ({ id, number }) => (
                <Link className="link" href={loanHref(id)}>
                  Loan {number}
                </Link>
              ),
            },
            { header: "Disbursed", cell: ({ disbursedOn }) => <DateText on={disbursedOn} short /> },
            { header: "Grade", cell: ({ grade }) => grade ?? "" },
            { header: "Days past due", numeric: true, cell: ({ daysPastDue }) => daysPastDue },
            { header: "Lent", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
            { header: "Principal", numeric: true, cell: ({ balance }) => <Money amount={balance} /> },
            { header: "Charged off", numeric: true, cell: ({ chargedOff }) => <Money amount={chargedOff} /> },
          ]}
        />
      </Card>
    </>
  );
}
