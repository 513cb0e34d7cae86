// CSV files: how a cell is written, and files that are sent while they are read.
import { stringify } from "csv-stringify/sync";

export type CsvValue = string | number | null | undefined;
export type CsvFormat<Row> = { header: string[]; lines: (row: Row) => CsvValue[][] };

/** A format with one line per row, from its headers and what each holds. */
export function csvColumns<Row>(columns: Record<string, (row: Row) => CsvValue>): CsvFormat<Row> {
  const cells = Object.values(columns);
  return { header: Object.keys(columns), lines: (row) => [cells.map((cell) => cell(row))] };
}

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d[\d,]*(\.\d+)?$/;

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe, because people typed the names and notes. A
 * negative amount stays a number. A plus sign is escaped even before digits: that is a phone number, and a spreadsheet
 * would drop the sign.
 *
 * @example csvCell("=1+1") // "'=1+1"; csvCell("-50.00") // "-50.00"
 */
export function csvCell(value: CsvValue): string {
  const text = value == null ? "" : String(value);
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

export const BYTE_ORDER_MARK = "\uFEFF"; // without it, Excel does not read UTF-8

/** Lines of a CSV file, each with its line end. */
export function csvLines(lines: CsvValue[][]): string {
  return stringify(
    lines.map((line) => line.map(csvCell)),
    { record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}

/** Rows as a file to download. Each batch is read when the browser has taken the one before. */
export function csvDownload<Row>(
  fileName: string,
  { header, lines }: CsvFormat<Row>,
  batches: AsyncGenerator<Row[]>,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLines([header])));
    },
    async pull(controller) {
      const { value: rows, done } = await batches.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(csvLines(rows.flatMap(lines))));
    },
    async cancel() {
      await batches.return(undefined);
    },
  });
  return new Response(body, { headers: csvHeaders(fileName) });
}

export function csvHeaders(fileName: string) {
  return {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${fileName}"`,
    "Cache-Control": "private, no-store",
  };
}
