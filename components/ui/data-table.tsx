import type { ReactNode } from "react";
import { RowHeader, Table, TBody, Td, Th, THead, Tr } from "./table";

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
}

/** A plain table from columns and rows, rendered on the server; `empty` stands in when there are no rows. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  isLater,
  empty,
  footer,
  showCaption,
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
}) {
  if (rows.length === 0 && empty) return empty;
  return (
    <Table caption={caption} showCaption={showCaption}>
      <THead>
        <Tr>
          {columns.map((column) => (
            <Th key={column.header} numeric={column.numeric} className={hidden(column)}>
              {column.bare ? <span className="sr-only">{column.header}</span> : column.header}
            </Th>
          ))}
        </Tr>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={rowKey(row)} data-later={isLater?.(row) || undefined}>
            {columns.map((column) =>
              column.rowHeader ? (
                <RowHeader key={column.header}>{column.cell(row)}</RowHeader>
              ) : (
                <Td
                  key={column.header}
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

function hidden<Row>(column: Column<Row>) {
  return column.secondary ? "max-sm:hidden!" : undefined;
}
