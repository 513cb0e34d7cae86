import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Report, ReportColumn, ReportRow } from "../reports";

/** The figures of a report; each opens what it is made of. */
export function ReportTable({
  name,
  report,
  rows,
  asOf,
  query,
}: {
  name: string;
  report: Report;
  rows: readonly ReportRow[];
  asOf: IsoDate;
  /** The date and the filters, as the address has them. */
  query: string;
}) {
  const hrefOf = (row: ReportRow, column: string) => {
    const behind = report.behind(row, column);
    if (!behind) return null;
    return "href" in behind
      ? behind.href
      : `/admin/reports/${name}/rows${query}&row=${encodeURIComponent(behind.row)}`;
  };
  return (
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
        cell: (row: ReportRow) => (
          <Cell
            column={column}
            value={row[column.key] ?? null}
            href={at === 0 ? null : hrefOf(row, column.key)}
          />
        ),
      }))}
      empty={<EmptyState title="Nothing to report">No loan was paid out by this date.</EmptyState>}
    />
  );
}

function Cell({
  column,
  value,
  href,
}: {
  column: ReportColumn;
  value: string | number | null;
  href: string | null;
}) {
  if (value === null) return null;
  const shown =
    column.as === "money" ? (
      <Money amount={String(value)} />
    ) : column.as === "percent" ? (
      `${value}%`
    ) : (
      String(value)
    );
  if (!href) return shown;
  return (
    <Link className="link" href={href} prefetch={false}>
      {shown}
    </Link>
  );
}
