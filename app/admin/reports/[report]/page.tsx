import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { buttonStyle } from "@/components/ui/button";
import { BarChart } from "@/components/ui/bar-chart";
import { Card, CardBody } from "@/components/ui/card";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { isIsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { requirePermission } from "@/lib/session";
import { loanFilterQuery, readLoanFilter } from "../loan-filter";
import { REPORTS } from "../reports";
import { ReportFilters } from "./report-filters";
import { ReportTable } from "./report-table";

export async function generateMetadata({ params }: PageProps<"/admin/reports/[report]">): Promise<Metadata> {
  return { title: reportNamed((await params).report)?.title ?? "Page not found" };
}

const reportNamed = (name: string) => (Object.hasOwn(REPORTS, name) ? REPORTS[name] : undefined);

export default async function ReportPage({ params, searchParams }: PageProps<"/admin/reports/[report]">) {
  await requirePermission("report.see");
  const { report: name } = await params;
  const report = reportNamed(name) ?? notFound();
  const today = await businessDate();
  const given = await searchParams;
  const asOf = isIsoDate(given.asOf) && given.asOf <= today ? given.asOf : today;
  const filter = report.isOfLoans ? readLoanFilter(given) : {};
  const query = `?asOf=${asOf}${loanFilterQuery(filter)}`;
  const rows = await report.load(asOf, filter);
  const table = <ReportTable {...{ name, report, rows, asOf, query }} />;
  return (
    <>
      <PageHeader
        title={report.title}
        description={report.description}
        actions={<Downloads name={name} asOf={asOf} query={query} />}
      />
      <LinkTabs
        label="Reports"
        items={Object.entries(REPORTS).map(([key, { title }]) => ({
          label: title,
          href: `/admin/reports/${key}?asOf=${asOf}`,
          current: key === name,
        }))}
      />
      <div className="mt-6">
        <ReportFilters
          path={`/admin/reports/${name}`}
          {...{ asOf, latest: today, filter, isOfLoans: report.isOfLoans }}
        />
      </div>
      {rows.length > 0 && (
        <Card className="mt-6">
          <CardBody>
            <BarChart {...report.chart(rows)} table={table} />
          </CardBody>
        </Card>
      )}
      <Card className="mt-6">{table}</Card>
    </>
  );
}

function Downloads({ name, asOf, query }: { name: string; asOf: string; query: string }) {
  const style = buttonStyle({ variant: "secondary" });
  return (
    <>
      <a href={`/api/admin/reports/${name}${query}`} download className={style}>
        Download as CSV
      </a>
      <a href={`/api/admin/reports/${name}${query}&format=xlsx`} download className={style}>
        Download as XLSX
      </a>
      <a href={`/api/admin/reports/loan-tape?asOf=${asOf}`} download className={style}>
        Download the loan tape
      </a>
    </>
  );
}
