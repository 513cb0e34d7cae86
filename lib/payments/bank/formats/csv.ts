// CSV by a column map: one account per file, one line per row.
import { CsvError, parse } from "csv-parse/sync";
import { quoted, readReference, tidy, written } from "@/lib/payments/bank/fields";
import { BankFileError, closeStatement, lineCounter } from "@/lib/payments/bank/statement";
import type { BankLine, BankStatement } from "@/lib/payments/bank/statement";
import { formatBegunBy, otherFormat, physicalLines } from "@/lib/payments/bank/text";
import { CsvAmounts } from "./csv-amounts";
import { runningBalances } from "./csv-balances";
import type { CsvRow } from "./csv-balances";
import { datePattern, readCsvDate } from "./csv-map";
import type { CsvColumn, CsvMap } from "./csv-map";

/**
 * The statement of a CSV file.
 *
 * @param text the file
 * @param map  where its columns are and how it writes dates
 * @returns one statement, lines in file order. With a balance column the running balance is checked from row to row, oldest
 *   or newest first, and gives the opening and closing balance
 * @throws BankFileError with the physical line from 1: a row is named by the line it begins on
 *
 * Source: RFC 4180, with the delimiters and line ends that banks use.
 *
 * @example "Date,Amount\n03/05/2026,(12.34)" // one line with amount "-12.34"
 */
export function parseCsv(text: string, map: CsvMap): BankStatement[] {
  const start = text.slice(0, 200);
  if (formatBegunBy(start) !== null) throw otherFormat(start, "csv", { line: 1 })!;
  const table = new CsvTable(map);
  const { body, line } = bodyOf(text, map.headerRow);
  let begins = line;
  try {
    parse(body, {
      delimiter: map.delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        if (cells.length > 1 || cells[0]?.trim()) table.take(cells, begins);
        begins = line + lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BankFileError(
      "malformed",
      { line: begins },
      REASONS[error.code] ?? "the quotation marks of this row do not match.",
    );
  }
  return [table.statement()];
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quotation mark is opened in this row and never closed.",
};

/** The file from its header row on; what banks write before it is no CSV. */
function bodyOf(text: string, headerRow: number): { body: string; line: number } {
  if (headerRow <= 1) return { body: text, line: 1 };
  let offset = 0;
  for (const { number, text: line } of physicalLines(text)) {
    if (number === headerRow) return { body: text.slice(offset), line: headerRow };
    offset += line.length + (text.startsWith("\r\n", offset + line.length) ? 2 : 1);
  }
  throw new BankFileError(
    "cut",
    { line: 1 },
    `the file has no line ${headerRow}, where the column map expects the titles.`,
  );
}

type Positions = Partial<Record<CsvColumn, number>>;

class CsvTable {
  private readonly map: CsvMap;
  private readonly dates: NonNullable<ReturnType<typeof datePattern>>;
  private readonly amounts: CsvAmounts;
  private readonly countLine = lineCounter();
  private positions: Positions | null;
  private width = 0;
  private readonly rows: CsvRow[] = [];

  constructor(map: CsvMap) {
    this.map = map;
    this.dates = datePattern(map.dateFormat)!;
    this.amounts = new CsvAmounts(map);
    this.positions = map.headerRow === 0 ? numbered(map) : null;
  }

  take(cells: string[], line: number) {
    const at = { line };
    if (this.positions === null) {
      this.positions = titled(this.map, cells, line);
      this.width = cells.length;
      return;
    }
    if (this.width === 0) this.width = Math.max(cells.length, 1 + Math.max(...Object.values(this.positions)));
    const isWide = cells.length > this.width && cells.slice(this.width).some((cell) => cell.trim() !== "");
    // A row that is short has lost a column, and nothing says which.
    if (isWide || cells.length < this.width)
      throw new BankFileError(
        "malformed",
        at,
        `the row has ${cells.length} columns, but ${this.width} are expected.`,
      );
    this.countLine(at);
    this.rows.push(this.rowOf(cells, this.positions, at));
  }

  statement(): BankStatement {
    const { account, currency, headerRow } = this.map;
    if (this.positions === null)
      throw new BankFileError(
        "cut",
        { line: headerRow },
        "the file ends before the titles that the column map expects here.",
      );
    const { opening, closing, closingAt } = runningBalances(this.rows, currency);
    const booked = this.rows.reduce((total, { amount }) => total + amount, 0n);
    const lines = this.rows.map((row) => row.line);
    return closeStatement(
      { account, currency, from: null, to: null, opening, closing, lines, booked },
      { line: closingAt ?? 1 },
    );
  }

  private rowOf(cells: string[], positions: Positions, at: { line: number }): CsvRow {
    const { currency } = this.map;
    const cell = (column: CsvColumn) => {
      const position = positions[column];
      return position === undefined ? null : (cells[position] ?? "").trim();
    };
    const amount = this.amounts.signed(cell("amount"), cell("debit"), cell("credit"), at);
    const valueOn = cell("valueOn");
    const line: BankLine = {
      postedOn: readCsvDate(cell("postedOn") ?? "", this.dates, at),
      valueOn: valueOn ? readCsvDate(valueOn, this.dates, at) : null,
      amount: written(amount, currency),
      currency,
      typeCode: tidy(cell("typeCode")),
      reference: readReference(cell("reference")),
      bankReference: readReference(cell("bankReference")),
      description: tidy(cell("description")),
      counterparty: tidy(cell("counterparty")),
      pending: false,
      reversal: false,
    };
    const balance = cell("balance");
    return { line, amount, balance: balance ? this.amounts.plain(balance, at) : null, at: at.line };
  }
}

function numbered({ columns }: CsvMap): Positions {
  const positions: Positions = {};
  for (const [name, column] of Object.entries(columns)) {
    if (typeof column === "string" && !/^\d+$/.test(column)) {
      throw new BankFileError(
        "column-map",
        null,
        `The column map names the column ${quoted(column)}, but no header row. Set headerRow, or give the column's number.`,
      );
    }
    positions[name as CsvColumn] = Number(column) - 1;
  }
  return positions;
}

function titled({ columns }: CsvMap, titles: string[], line: number): Positions {
  const clean = titles.map((title) => (tidy(title) ?? "").toLowerCase());
  const positions: Positions = {};
  for (const [name, column] of Object.entries(columns)) {
    if (typeof column === "number") {
      positions[name as CsvColumn] = column - 1;
      continue;
    }
    const wanted = (tidy(column) ?? "").toLowerCase();
    const position = clean.indexOf(wanted);
    const again = clean.lastIndexOf(wanted);
    if (position < 0 || position !== again) {
      const why = position < 0 ? "is missing" : "occurs twice";
      throw new BankFileError(
        "column-map",
        { line },
        `the column ${quoted(column)} ${why}. The titles are ${quoted(titles.join(", "))}.`,
      );
    }
    positions[name as CsvColumn] = position;
  }
  return positions;
}
