// The stand-in's memory: tables in RAM, and when a data file is given a journal of JSON lines, the newest line of a row
// wins. A request's lines are written in one piece before it is answered, so a restart knows what was confirmed.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Tables } from "./records";

type TableName = keyof Tables;
type AnyRow = { key: string; parent: string };
type Line = { table: TableName; row?: AnyRow; gone?: string };

const TABLES: TableName[] = [
  "settings",
  "companies",
  "connections",
  "dataSets",
  "accounts",
  "suppliers",
  "transfers",
  "directCosts",
  "sources",
  "feedLines",
  "operations",
  "answers",
  "consumers",
  "usedCodes",
];

/** Rows by key, and by what they belong to, in the order in which they were made. */
class Table {
  readonly rows = new Map<string, AnyRow>();
  readonly #families = new Map<string, Set<string>>();

  put(row: AnyRow): void {
    const before = this.rows.get(row.key);
    if (before && before.parent !== row.parent) this.#families.get(before.parent)?.delete(row.key);
    this.rows.set(row.key, row);
    const family = this.#families.get(row.parent);
    if (family) family.add(row.key);
    else this.#families.set(row.parent, new Set([row.key]));
  }

  remove(key: string): void {
    const row = this.rows.get(key);
    if (!row) return;
    this.rows.delete(key);
    const family = this.#families.get(row.parent);
    family?.delete(key);
    if (family?.size === 0) this.#families.delete(row.parent);
  }

  of(parent: string): AnyRow[] {
    return [...(this.#families.get(parent) ?? [])].map((key) => this.rows.get(key)!);
  }
}

export class Store {
  readonly #tables = new Map<TableName, Table>(TABLES.map((name) => [name, new Table()]));
  #unwritten: string[] = [];
  #file: number | null = null;

  constructor(dataFile?: string) {
    if (!dataFile) return;
    mkdirSync(dirname(dataFile), { recursive: true });
    if (existsSync(dataFile)) this.#load(dataFile);
    this.#file = openSync(dataFile, "a");
  }

  find<T extends TableName>(table: T, key: string): Tables[T] | undefined {
    return this.#table(table).rows.get(key) as Tables[T] | undefined;
  }

  /** Rows in the order in which they were made. */
  all<T extends TableName>(table: T): Tables[T][] {
    return [...this.#table(table).rows.values()] as Tables[T][];
  }

  /** The oldest row, without copying the table. */
  first<T extends TableName>(table: T): Tables[T] | undefined {
    return this.#table(table).rows.values().next().value as Tables[T] | undefined;
  }

  of<T extends TableName>(table: T, parent: string): Tables[T][] {
    return this.#table(table).of(parent) as Tables[T][];
  }

  count(table: TableName): number {
    return this.#table(table).rows.size;
  }

  put<T extends TableName>(table: T, row: Tables[T]): Tables[T] {
    this.#table(table).put(row);
    if (this.#file !== null) this.#unwritten.push(lineOf({ table, row }));
    return row;
  }

  remove(table: TableName, key: string): void {
    this.#table(table).remove(key);
    if (this.#file !== null) this.#unwritten.push(lineOf({ table, gone: key }));
  }

  /** Writes what changed since the last time. */
  commit(): void {
    if (this.#file === null || this.#unwritten.length === 0) return;
    writeSync(this.#file, `${this.#unwritten.join("\n")}\n`);
    this.#unwritten = [];
  }

  close(): void {
    this.commit();
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #table(name: TableName): Table {
    return this.#tables.get(name)!;
  }

  #load(dataFile: string): void {
    for (const text of readFileSync(dataFile, "utf8").split("\n")) {
      const line = parseLine(text);
      if (line?.row) this.#table(line.table)?.put(line.row);
      else if (line?.gone) this.#table(line.table)?.remove(line.gone);
    }
    const kept = TABLES.flatMap((table) => this.all(table).map((row) => `${lineOf({ table, row })}\n`));
    writeFileSync(`${dataFile}.new`, kept.join(""));
    renameSync(`${dataFile}.new`, dataFile);
  }
}

/** Cents are bigint, which JSON does not know: `{"¢": "6667"}`. */
function lineOf(line: Line): string {
  return JSON.stringify(line, (_name, value: unknown) =>
    typeof value === "bigint" ? { "¢": String(value) } : value,
  );
}

/** Null for the empty end of the file, and for a line that was cut short when the process died. */
function parseLine(text: string): Line | null {
  if (text === "") return null;
  try {
    return JSON.parse(text, (_name, value: unknown) =>
      typeof value === "object" && value !== null && "¢" in value ? BigInt(String(value["¢"])) : value,
    ) as Line;
  } catch {
    return null;
  }
}
