// The delimited files SDN, ALT, ADD and SDN_COMMENTS, with commas (.CSV) or pipes (.PIP).
import { CsvError, parse } from "csv-parse/sync";
import {
  MAX_ENTRIES,
  MAX_FIELD_LENGTH,
  MAX_NAMES_OF_AN_ENTRY,
  SanctionsListError,
  addOnce,
  lastNameOf,
  quotedText,
  tidyText,
} from "./list";
import type { ListEntry, ListErrorCode } from "./list";
import { entryKind, relationOf } from "./list-values";
import { readRemarks } from "./remarks";

/** The texts of the files that belong together; those that are not there are null. */
export type RowFiles = Record<RowFile, { name: string; text: string } | null>;
export type RowFile = "sdn" | "alt" | "add" | "comments";

const WIDTHS: Readonly<Record<RowFile, number>> = { sdn: 12, alt: 5, add: 6, comments: 2 };
const NULL = /^-0-\s*$/;

type Row = { cells: (string | null)[]; line: number };
type Refuse = (code: ListErrorCode, line: number | null, message: string) => never;

/**
 * The entries of the delimited files. None has a header row; `-0-` is null; the first column links the files.
 *
 * | File         | Columns                                                                                             |
 * | ------------ | --------------------------------------------------------------------------------------------------- |
 * | SDN          | ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type, Tonnage, GRT, Vess_flag, Vess_owner, Remarks |
 * | ALT          | ent_num, alt_num, alt_type (aka, fka, nka), alt_name, alt_remarks                                    |
 * | ADD          | ent_num, add_num, address, city, country, add_remarks                                               |
 * | SDN_COMMENTS | ent_num, remarks that continue those of SDN                                                         |
 *
 * Several programs are written `SDGT] [SDT`. A null SDN_Type is an entity.
 *
 * @throws SanctionsListError with the line on which the row begins: a wrong number of columns, a quotation mark without its
 *   pair, an ent_num that is no number, occurs twice in SDN or, in the other files, is not in SDN
 *
 * Source: OFAC, "Specially Designated Nationals and Blocked Persons, Data Specification" (dat_spec.txt), September 25, 2023,
 * and "Tutorial on the Use of List-related Legacy Flat Files",
 * https://ofac.treasury.gov/sdn-list-data-formats-data-schemas/tutorial-on-the-use-of-list-related-legacy-flat-files.
 */
export function parseSdnRows({
  sdn,
  alt,
  add,
  comments,
}: RowFiles & { sdn: { name: string; text: string } }) {
  const entries = new Map<string, ListEntry>();
  const remarks = new Map<string, string>();
  for (const { cells, line } of rowsOf(sdn, "sdn")) {
    const refuse = refusalIn(sdn.name, cells[0]);
    const entry = readEntry(cells, line, refuse);
    if (entries.has(entry.listId)) refuse("duplicate", line, "the number occurs twice.");
    entries.set(entry.listId, entry);
    if (cells[11]) remarks.set(entry.listId, cells[11]);
    if (entries.size > MAX_ENTRIES) refuse("too-large", line, `more than ${MAX_ENTRIES} entries.`);
  }
  if (entries.size === 0) throw new SanctionsListError("empty", sdn.name, null, "the list has no entries.");
  for (const [row, entry] of linked(comments, "comments", entries)) {
    const { cells } = row;
    remarks.set(entry.listId, `${remarks.get(entry.listId) ?? ""}${cells[1] ?? ""}`);
  }
  for (const [row, entry, refuse] of linked(alt, "alt", entries)) addAlias(row, entry, refuse);
  for (const [row, entry] of linked(add, "add", entries)) addOnce(entry.countries, tidyText(row.cells[4]));
  for (const [listId, text] of remarks) addRemarks(text, entries.get(listId)!);
  for (const { countries } of entries.values()) countries.sort();
  return [...entries.values()];
}

/** Which of the files a text is, by the columns of its first row; null when it is none. */
export function rowFileOf(text: string): RowFile | null {
  const start = text.trimStart();
  const delimiter = delimiterOf(start);
  if (delimiter === null) return null;
  try {
    const [cells = []] = parse(start, { delimiter, to: 1, relax_column_count: true }) as string[][];
    const found = Object.entries(WIDTHS).find(([, width]) => width === cells.length);
    return (found?.[0] as RowFile | undefined) ?? null;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

function delimiterOf(text: string): "," | "|" | null {
  const mark = /^\s*"?\d+"?\s*([,|])/.exec(text.slice(0, 100))?.[1];
  return mark === "," || mark === "|" ? mark : null;
}

function rowsOf({ name, text }: { name: string; text: string }, file: RowFile): Row[] {
  const delimiter = delimiterOf(text);
  if (delimiter === null)
    throw new SanctionsListError(
      "malformed",
      name,
      1,
      "the first row does not begin with the number of an entry.",
    );
  const rows: Row[] = [];
  let begins = 1;
  try {
    parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        if (cells.length > 1 || cells[0]?.trim()) rows.push(rowOf(cells, begins, { name, file }));
        begins = 1 + lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason =
      error.code === "CSV_QUOTE_NOT_CLOSED"
        ? "a quotation mark is opened in this row and never closed."
        : "the quotation marks of this row do not match.";
    throw new SanctionsListError("malformed", name, begins, reason);
  }
  return rows;
}

function rowOf(cells: string[], line: number, { name, file }: { name: string; file: RowFile }): Row {
  const refuse = refusalIn(name, null);
  if (cells.length !== WIDTHS[file])
    refuse("malformed", line, `the row has ${cells.length} columns; ${WIDTHS[file]} are expected.`);
  if (!/^\s*\d{1,10}\s*$/.test(cells[0]!))
    refuse("malformed", line, `the row begins with ${quotedText(cells[0]!)}, which is not a number.`);
  if (cells.some((cell) => cell.length > MAX_FIELD_LENGTH))
    refuse("malformed", line, `a field has more than ${MAX_FIELD_LENGTH} characters.`);
  return { cells: cells.map((cell) => (NULL.test(cell) ? null : tidyText(cell))), line };
}

function readEntry(cells: Row["cells"], line: number, refuse: Refuse): ListEntry {
  const [listId, name, type, program] = cells;
  if (!name) return refuse("missing", line, "the name is missing.");
  const kind = entryKind(type ?? "entity");
  if (kind === null) return refuse("unknown-value", line, `the type ${quotedText(type!)} is not known.`);
  const programs: string[] = [];
  for (const each of (program ?? "").split(/\]\s*\[|;/))
    addOnce(programs, tidyText(each.replace(/[[\]]/g, "")));
  const last = kind === "individual" ? lastNameOf(name) : null;
  return {
    listId: listId!,
    kind,
    names: [{ text: name, last, relation: "primary", quality: "strong" }],
    programs,
    births: [],
    countries: [],
  };
}

function addAlias({ cells, line }: Row, entry: ListEntry, refuse: Refuse) {
  const [, , type, name] = cells;
  if (!name) return refuse("missing", line, "the other name is missing.");
  const relation = relationOf(type ?? null);
  if (relation === null)
    return refuse("unknown-value", line, `the kind of name ${quotedText(type!)} is not known.`);
  const last = entry.kind === "individual" ? lastNameOf(name) : null;
  entry.names.push({ text: name, last, relation, quality: "strong" });
  if (entry.names.length > MAX_NAMES_OF_AN_ENTRY)
    refuse("too-large", line, `more than ${MAX_NAMES_OF_AN_ENTRY} names.`);
}

function addRemarks(text: string, entry: ListEntry) {
  const { births, countries, names } = readRemarks(text);
  entry.births.push(...births);
  entry.names.push(...names);
  for (const country of countries) addOnce(entry.countries, country);
}

/** The rows of a file with their entries. A row without one means that the files are not of one day. */
function linked(
  file: { name: string; text: string } | null,
  kind: RowFile,
  entries: ReadonlyMap<string, ListEntry>,
): [Row, ListEntry, Refuse][] {
  if (file === null) return [];
  return rowsOf(file, kind).map((row) => {
    const refuse = refusalIn(file.name, row.cells[0]);
    const entry = entries.get(row.cells[0]!);
    return [
      row,
      entry ?? refuse("missing", row.line, "there is no such entry in SDN. Get all files of one day."),
      refuse,
    ];
  });
}

function refusalIn(file: string, listId: string | null | undefined): Refuse {
  return (code, line, message) => {
    throw new SanctionsListError(code, file, line, listId ? `entry ${listId}: ${message}` : message);
  };
}
