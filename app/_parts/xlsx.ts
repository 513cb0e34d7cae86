// Spreadsheets: one sheet, a header line, amounts as numbers and everything else as text.
import writeXlsxFile from "write-excel-file/node";

export type XlsxColumn = { header: string; as: "text" | "count" | "money" | "percent" };
type Value = string | number | null;

/** A number in a spreadsheet has 15 digits that count: a longer amount stays text rather than lose a cent. */
const MOST_DIGITS = 15;
const FORMATS = { money: "#,##0.00", percent: '0.00"%"', count: "#,##0" } as const;

/**
 * A sheet as the bytes of an .xlsx file. Text is written as text, so that no name or note is run as a formula.
 *
 * @param rows a value for each column; null leaves the cell empty
 */
export async function xlsxFile(
  sheet: string,
  columns: readonly XlsxColumn[],
  rows: readonly Value[][],
): Promise<Uint8Array<ArrayBuffer>> {
  const header = columns.map(({ header: value }) => ({ value, type: String, fontWeight: "bold" as const }));
  const lines = rows.map((row) => columns.map(({ as }, at) => cellOf(as, row[at] ?? null)));
  const data = [header, ...lines];
  const widths = columns.map(({ header: text, as }) => ({
    width: Math.max(text.length + 2, as === "text" ? 18 : 14),
  }));
  const bytes = await writeXlsxFile(data, { sheet, columns: widths, stickyRowsCount: 1 }).toBuffer();
  return new Uint8Array(bytes);
}

function cellOf(as: XlsxColumn["as"], value: Value) {
  if (value === null) return null;
  const text = String(value);
  const isNumber =
    as !== "text" && /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= MOST_DIGITS;
  if (!isNumber) return { value: text, type: String };
  return { value: Number(text), type: Number, format: FORMATS[as] };
}

export function xlsxResponse(bytes: Uint8Array<ArrayBuffer>, fileName: string): Response {
  return new Response(bytes, {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
    },
  });
}
