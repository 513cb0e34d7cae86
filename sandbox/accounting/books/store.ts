// The stand-in's memory: tables in RAM, and a journal when a data file is given.
import { Journal } from "@/sandbox/journal";
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
  readonly #journal: Journal<Line>;

  constructor(dataFile?: string) {
    this.#journal = new Journal<Line>(dataFile, {
      replay: ({ table, row, gone }) => {
        if (row) this.#table(table)?.put(row);
        else if (gone) this.#table(table)?.remove(gone);
      },
      kept: () => TABLES.flatMap((table) => this.all(table).map((row) => ({ table, row }))),
    });
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
    this.#journal.note({ table, row });
    return row;
  }

  remove(table: TableName, key: string): void {
    this.#table(table).remove(key);
    this.#journal.note({ table, gone: key });
  }

  /** Writes what changed since the last time. */
  commit(): void {
    this.#journal.commit();
  }

  close(): void {
    this.#journal.close();
  }

  #table(name: TableName): Table {
    return this.#tables.get(name)!;
  }
}
