import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import Link from "./link";
import { RowHeader, Table, TBody, Td, Th, THead, Tr } from "./table";
import { Icon } from "./icon";

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** The column that names the row; one per table. */
  rowHeader?: boolean;
  /** Says nothing the header would explain (an action); no label on a phone, header read out only. */
  bare?: boolean;
  /** Left out below 640 px. */
  secondary?: boolean;
  /** What the database calls this order; with a minus when the first click should put the largest first. */
  sort?: string;
}

/** How the rows are sorted now, and the address that sorts them by another key. */
export interface Sorting {
  by: string;
  direction: "asc" | "desc";
  href: (sort: string) => string;
}

/** A plain table from columns and rows, rendered on the server; `empty` is shown when there are no rows. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  isLater,
  empty,
  footer,
  showCaption,
  sorting,
}: {
  caption: ReactNode;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Rows that <FirstRows> hides until they are asked for. */
  isLater?: (row: Row) => boolean;
  empty?: ReactNode;
  /** A <TFoot> with the totals. */
  footer?: ReactNode;
  showCaption?: boolean;
  sorting?: Sorting;
}) {
  if (rows.length === 0 && empty) return empty;
  return (
    <Table caption={caption} showCaption={showCaption}>
      <THead>
        <Tr>
          {columns.map((column) => (
            <Th
              key={column.header}
              numeric={column.numeric}
              className={hidden(column)}
              aria-sort={sortedAs(column, sorting)}
            >
              <Heading column={column} sorting={sorting} />
            </Th>
          ))}
        </Tr>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={rowKey(row)} {...(isLater?.(row) && { "data-later": true })}>
            {columns.map((column, index) =>
              column.rowHeader ? (
                <RowHeader key={index}>{column.cell(row)}</RowHeader>
              ) : (
                <Td
                  key={index}
                  numeric={column.numeric}
                  label={column.bare ? undefined : column.header}
                  className={hidden(column)}
                >
                  {column.cell(row)}
                </Td>
              ),
            )}
          </Tr>
        ))}
      </TBody>
      {footer}
    </Table>
  );
}

function sortedAs<Row>({ sort }: Column<Row>, sorting: Sorting | undefined) {
  if (!sorting || sort?.replace("-", "") !== sorting.by) return undefined;
  return sorting.direction === "asc" ? "ascending" : "descending";
}

function Heading<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const { header, sort, bare, numeric } = column;
  if (bare) return <span className="sr-only">{header}</span>;
  if (!sorting || !sort) return header;
  const sorted = sortedAs(column, sorting);
  const opposite = sorted === "ascending" ? `-${sorting.by}` : sorting.by;
  const icon = sorted === undefined ? "chevrons-up-down" : sorted === "ascending" ? "arrow-up" : "arrow-down";
  return (
    <Link
      href={sorting.href(sorted ? opposite : sort)}
      scroll={false}
      className={cn(
        "inline-flex min-h-6 items-center gap-1 align-middle hover:text-ink hover:underline",
        numeric && "flex-row-reverse",
        sorted && "text-ink",
      )}
    >
      {header}
      <Icon name={icon} className={cn("size-3.5 shrink-0", !sorted && "opacity-60")} />
    </Link>
  );
}

function hidden<Row>(column: Column<Row>) {
  return column.secondary ? "max-sm:hidden!" : undefined;
}
