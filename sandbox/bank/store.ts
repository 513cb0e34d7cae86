// The bank's memory: tables in RAM, and when a data file is given a journal of JSON lines, the newest line of a row wins.
// A request's lines are written in one piece before it is answered, so a restart knows everything that was confirmed.
import { randomUUID } from "node:crypto";
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
type Line = { table: TableName; row: { id: string } };

const TABLES: TableName[] = [
  "counterparties",
  "external_accounts",
  "payment_orders",
  "returns",
  "expected_payments",
  "incoming_payment_details",
  "events",
  "answers",
  "settings",
];
const ANSWER_LIFE_MS = 24 * 60 * 60 * 1000;

export class Store {
  readonly #tables = new Map<TableName, Map<string, { id: string }>>(TABLES.map((name) => [name, new Map()]));
  #unwritten: string[] = [];
  #file: number | null = null;

  constructor(dataFile?: string) {
    if (!dataFile) return;
    mkdirSync(dirname(dataFile), { recursive: true });
    if (existsSync(dataFile)) this.#load(dataFile);
    this.#file = openSync(dataFile, "a");
  }

  find<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    return this.#rows(table).get(id);
  }

  /** Rows in the order in which they were made. */
  all<T extends TableName>(table: T): Tables[T][] {
    return [...this.#rows(table).values()];
  }

  put<T extends TableName>(table: T, row: Tables[T]): void {
    this.#rows(table).set(row.id, row);
    if (this.#file !== null) this.#unwritten.push(JSON.stringify({ table, row }));
  }

  /** Writes what the request changed. */
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

  #rows<T extends TableName>(table: T): Map<string, Tables[T]> {
    return this.#tables.get(table) as Map<string, Tables[T]>;
  }

  #load(dataFile: string): void {
    const lines = readFileSync(dataFile, "utf8").split("\n");
    for (const line of lines) {
      const parsed = parseLine(line);
      if (parsed) this.#tables.get(parsed.table)?.set(parsed.row.id, parsed.row);
    }
    const answers = this.#rows("answers");
    for (const answer of answers.values())
      if (answer.at < Date.now() - ANSWER_LIFE_MS) answers.delete(answer.id);
    this.#compact(dataFile);
  }

  #compact(dataFile: string): void {
    const kept = TABLES.flatMap((table) => this.all(table).map((row) => JSON.stringify({ table, row })));
    const whole = `${dataFile}.new`;
    writeFileSync(whole, kept.map((line) => `${line}\n`).join(""));
    renameSync(whole, dataFile);
  }
}

/** Null for the empty end of the file, and for a line that was cut short when the process died. */
function parseLine(line: string): Line | null {
  if (line === "") return null;
  try {
    return JSON.parse(line) as Line;
  } catch {
    return null;
  }
}

/** The fields that every object has. */
export function stamp() {
  const at = new Date().toISOString();
  return { id: randomUUID(), live_mode: false as const, created_at: at, updated_at: at };
}
