// The column map of a bank's CSV: what a person sets up once per bank account.
import { z } from "zod";
import { MONTHS } from "@/lib/calendar/dates";
import type { IsoDate } from "@/lib/calendar/dates";
import { quoted, readIsoDay } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";

/** A column by its title in the header row, or by its number from 1. */
const column = z.union([
  z.string().trim().min(1, "Name the column."),
  z.int().min(1, "Columns count from 1."),
]);

const columns = z
  .strictObject({
    postedOn: column,
    valueOn: column.optional(),
    description: column.optional(),
    counterparty: column.optional(),
    reference: column.optional(),
    bankReference: column.optional(),
    typeCode: column.optional(),
    amount: column.optional(),
    debit: column.optional(),
    credit: column.optional(),
    balance: column.optional(),
  })
  .refine(
    ({ amount, debit, credit }) =>
      amount === undefined
        ? debit !== undefined && credit !== undefined
        : debit === undefined && credit === undefined,
    "Map either the amount, or both debit and credit.",
  );

/** Schema of a column map as JSON. */
const csvMapInput = z.strictObject({
  delimiter: z
    .string()
    .transform((text) => (/^(\\t|tab)$/i.test(text) ? "\t" : text))
    .refine((text) => text.length === 1 && !/["\r\n]/.test(text), "Use one character, for example a comma.")
    .default(","),
  /** The physical line of the titles, from 1; 0 when there are none. */
  headerRow: z.union([z.int().min(0), z.boolean().transform(Number), z.null().transform(() => 0)]).default(1),
  account: z.string().trim().min(1, "Name the account."),
  currency: z.string().regex(/^[A-Z]{3}$/, "Use three capital letters, for example USD."),
  dateFormat: z
    .string()
    .refine((text) => datePattern(text) !== null, "Use year, month and day, for example MM/DD/YYYY.")
    .default("YYYY-MM-DD"),
  decimalSeparator: z.enum([".", ","]).default("."),
  columns,
});

export type CsvMap = z.output<typeof csvMapInput>;
export type CsvColumn = keyof CsvMap["columns"];

/**
 * A column map from JSON of any shape.
 *
 * @throws BankFileError "column-map" with the first thing that is wrong
 *
 * @example readCsvMap({ account: "1", currency: "USD", columns: { postedOn: "Date", amount: "Amount" } }).headerRow // 1
 */
export function readCsvMap(value: unknown): CsvMap {
  const parsed = csvMapInput.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") ?? "";
  throw new BankFileError(
    "column-map",
    null,
    `The column map is not usable${path === "" ? "" : ` at ${path}`}: ${issue?.message ?? "unknown shape"}`,
  );
}

type DatePattern = { pattern: RegExp; parts: ("Y" | "M" | "D")[] };

/** What a date format accepts, or null when it has not exactly one year, month and day. A time after the date is ignored. */
export function datePattern(format: string): DatePattern | null {
  const dateOnly = format.trim().replace(/[\sT,]+h.*$/i, "");
  const hasSeparators = /[^ymd]/i.test(dateOnly);
  const parts: DatePattern["parts"] = [];
  const pattern = dateOnly.replace(/y+|m+|d+|[^ymd]/gi, (token) => {
    const letter = token[0]!.toUpperCase();
    if (letter !== "Y" && letter !== "M" && letter !== "D") return token.replace(/[^\w\s]/g, "\\$&");
    parts.push(letter);
    if (letter === "Y") return `(\\d{${token.length === 2 ? 2 : 4}})`;
    if (letter === "M" && token.length > 2) return "([A-Za-z]{3,9})\\.?";
    return hasSeparators ? "(\\d{1,2})" : "(\\d{2})";
  });
  if ([...parts].sort().join("") !== "DMY") return null;
  return { pattern: new RegExp(`^${pattern}(?:[T ,]+\\d{1,2}:\\d{2}.{0,20})?$`), parts };
}

/**
 * A date in a format such as MM/DD/YYYY, D.M.YY, YYYYMMDD or DD MMM YYYY.
 *
 * @returns years of two digits are 20YY
 * @throws BankFileError "date"
 *
 * @example readCsvDate("3/5/2026", datePattern("MM/DD/YYYY")!, { line: 2 }) // "2026-03-05"
 */
export function readCsvDate(text: string, { pattern, parts }: DatePattern, at: { line: number }): IsoDate {
  const match = pattern.exec(text.trim());
  if (!match) {
    throw new BankFileError(
      "date",
      at,
      text.trim() === ""
        ? "the date is missing."
        : `${quoted(text)} is not a date in the format of the column map.`,
    );
  }
  const part = (name: "Y" | "M" | "D") => match[parts.indexOf(name) + 1] ?? "";
  const month = /^\d/.test(part("M")) ? part("M") : String(monthNamed(part("M")));
  const year = part("Y").length === 2 ? `20${part("Y")}` : part("Y");
  const day = `${year}-${month.padStart(2, "0")}-${part("D").padStart(2, "0")}`;
  try {
    return readIsoDay(day, at);
  } catch {
    throw new BankFileError("date", at, `${quoted(text)} is not a date that exists.`);
  }
}

function monthNamed(name: string): number {
  const wanted = name.toLowerCase();
  return (
    1 +
    MONTHS.findIndex((month) => month.toLowerCase() === wanted || month.slice(0, 3).toLowerCase() === wanted)
  );
}
