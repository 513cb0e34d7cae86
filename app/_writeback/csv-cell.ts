const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d[\d,]*(\.\d+)?$/;

/**
 * A cell of a CSV file. A spreadsheet runs what begins like a formula, and names in here are what people typed: those get an
 * apostrophe, numbers do not.
 *
 * @example csvCell("=1+1") // "'=1+1"; csvCell("-50.00") // "-50.00"
 */
export function csvCell(text: string): string {
  const cell = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
