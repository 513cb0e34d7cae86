import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AsOfForm } from "@/app/admin/_parts/as-of-form";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { isIsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { requirePermission } from "@/lib/session";
import { REPORTS, type ReportColumn, type ReportRow } from "../reports";

export async function generateMetadata({ params }: PageProps<"/admin/reports/[report]">): Promise<Metadata> {
  return { title: reportNamed((await params).report)?.title ?? "Page not found" };
}

const reportNamed = (name: string) => (Object.hasOwn(REPORTS, name) ? REPORTS[name] : undefined);

export default async function ReportPage({ params, searchParams }: PageProps<"/admin/reports/[report]">) {
  await requirePermission("report.see");
  const { report: name } = await params;
  const report = reportNamed(name) ?? notFound();
  const today = await businessDate();
  const { asOf: given } = await searchParams;
  const asOf = isIsoDate(given) && given <= today ? given : today;
  const rows = await report.load(asOf);
  const download = (of: string) => `/api/admin/reports/${of}?asOf=${asOf}`;
  return (
    <>
      <PageHeader
        title={report.title}
        description={report.description}
        actions={
          <>
            <a href={download(name)} download className={buttonStyle({ variant: "secondary" })}>
              Download as CSV
            </a>
            <a href={download("loan-tape")} download className={buttonStyle({ variant: "secondary" })}>
              Download the loan tape
            </a>
          </>
        }
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
        <AsOfForm path={`/admin/reports/${name}`} asOf={asOf} latest={today} active={asOf !== today} />
      </div>
      <Card className="mt-6">
        <DataTable
          caption={
            <>
              {report.title} at the end of <DateText on={asOf} />, in US dollars
            </>
          }
          showCaption
          rows={rows}
          rowKey={(row) => JSON.stringify(row)}
          columns={report.columns.map((column, at) => ({
            header: column.header,
            rowHeader: at === 0,
            numeric: column.as !== "text",
            cell: (row: ReportRow) => <Cell column={column} value={row[column.key] ?? null} />,
          }))}
          empty={<EmptyState title="Nothing to report">No loan was paid out by this date.</EmptyState>}
        />
      </Card>
    </>
  );
}

function Cell({ column, value }: { column: ReportColumn; value: string | number | null }) {
  if (value === null) return null;
  if (column.as === "money") return <Money amount={String(value)} />;
  return column.as === "percent" ? `${value}%` : value;
}
