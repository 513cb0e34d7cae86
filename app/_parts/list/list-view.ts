// The description of a list page, which its CSV file uses too.
import { z } from "zod";
import type { Column } from "@/components/ui/data-table";
import type { List } from "@/lib/list";
import type { Permission } from "@/lib/permissions";
import { csvColumns, type CsvFormat, type CsvValue } from "../csv";
import { mark, onDate, searchText } from "../search";

type Field =
  | { kind: "text"; placeholder?: string | undefined; isCode: boolean }
  | { kind: "choice"; choices: readonly { value: string; label: string }[]; any: string }
  | { kind: "date" };

export type ListFilter<Value = unknown> = {
  label: string;
  /** A value that breaks it counts as not given. */
  rule: z.ZodType<Value>;
  /** Null: links from other pages set it, the form only keeps it. */
  field: Field | null;
  /** How the chip shows a value. */
  words: (value: string) => string | Promise<string>;
};

export type ListFilters = Record<string, ListFilter>;
export type FilterValues<Filters extends ListFilters> = {
  [Name in keyof Filters]?: z.output<Filters[Name]["rule"]> | undefined;
};

/** `sort`: a key of the list; with a minus when the first click should put the largest first. */
export type ListColumn<Row, Key extends string> = Column<Row> & { sort?: Key | `-${Key}` };

export type ListView<Filters extends ListFilters, Key extends string, Row> = {
  /** Names the file, and the address that exports it. */
  name: string;
  /** Who may have its file; without one, administrators. A test asks every list of staff for one. */
  permission?: Permission;
  path: string;
  noun: readonly [one: string, many: string];
  list: List<FilterValues<Filters>, Key, Row>;
  filters: Filters;
  columns: ListColumn<Row, Key>[];
  /** The sort keys of a list that is not a table. */
  sorts?: Partial<Record<Key, string>>;
  rowKey: (row: Row) => string | number;
  csv: CsvFormat<Row>;
  exportPath: string;
  /** Filters that depend on who is asking. */
  fixed?: (actor: { userId: string }) => object;
};

// Only a view's own functions render its rows, so a view of any rows is safe here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyListView = ListView<any, any, any>;

/**
 * A view whose parts are type-checked against each other, with its CSV format and the address that exports it.
 *
 * @param view `csv`: what each column of the file holds, by header; or a format, where a row is several lines
 */
export function listView<Filters extends ListFilters, Key extends string, Row>({
  csv,
  ...view
}: Omit<ListView<Filters, Key, Row>, "exportPath" | "csv"> & {
  exportPath?: string;
  csv: Record<string, (row: Row) => CsvValue> | { format: CsvFormat<Row> };
}): ListView<Filters, Key, Row> {
  return {
    exportPath: `/api/admin/lists/${view.name}`,
    ...view,
    csv: isFormat(csv) ? csv.format : csvColumns(csv),
  };
}

function isFormat<Row>(
  csv: Record<string, (row: Row) => CsvValue> | { format: CsvFormat<Row> },
): csv is { format: CsvFormat<Row> } {
  return typeof csv.format === "object";
}

/** Part of a text. */
export function text(
  label: string,
  { placeholder, isCode = false }: { placeholder?: string; isCode?: boolean } = {},
): ListFilter<string> {
  return { label, rule: searchText, field: { kind: "text", placeholder, isCode }, words: (value) => value };
}

/** One of a few values. */
export function choice<const Value extends string>(
  label: string,
  choices: readonly { value: Value; label: string }[],
  any = "Any",
): ListFilter<Value> {
  const values = choices.map(({ value }) => value) as [Value, ...Value[]];
  return {
    label,
    rule: z.enum(values) as unknown as z.ZodType<Value>,
    field: { kind: "choice", choices, any },
    words: (value) => choices.find((each) => each.value === value)?.label ?? value,
  };
}

export function day(label: string, words: (value: string) => string): ListFilter<string> {
  return { label, rule: onDate, field: { kind: "date" }, words };
}

/** Set by links from other pages, not by a field. */
export function linked<Value = string>(
  label: string,
  words: ListFilter["words"] = (value) => value,
  rule = mark as unknown as z.ZodType<Value>,
): ListFilter<Value> {
  return { label, rule, field: null, words };
}
