// The bank's memory: tables in RAM, and a journal when a data file is given.
import { randomUUID } from "node:crypto";
import { Journal } from "../journal";
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
  "transactions",
  "events",
  "answers",
  "settings",
];
const ANSWER_LIFE_MS = 24 * 60 * 60 * 1000;

export class Store {
  readonly #tables = new Map<TableName, Map<string, { id: string }>>(TABLES.map((name) => [name, new Map()]));
  readonly #journal: Journal<Line>;

  constructor(dataFile?: string) {
    this.#journal = new Journal<Line>(dataFile, {
      replay: ({ table, row }) => this.#tables.get(table)?.set(row.id, row),
      kept: () => {
        this.#forgetAnswers();
        return TABLES.flatMap((table) => this.all(table).map((row) => ({ table, row })));
      },
    });
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
    this.#journal.note({ table, row });
  }

  /** Writes what the request changed. */
  commit(): void {
    this.#journal.commit();
  }

  close(): void {
    this.#journal.close();
  }

  #rows<T extends TableName>(table: T): Map<string, Tables[T]> {
    return this.#tables.get(table) as Map<string, Tables[T]>;
  }

  #forgetAnswers(): void {
    const answers = this.#rows("answers");
    for (const answer of answers.values())
      if (answer.at < Date.now() - ANSWER_LIFE_MS) answers.delete(answer.id);
  }
}

/** The fields that every object has. */
export function stamp() {
  const at = new Date().toISOString();
  return { id: randomUUID(), live_mode: false as const, created_at: at, updated_at: at };
}
