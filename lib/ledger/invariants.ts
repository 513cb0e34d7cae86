import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A sentence about the books, and the SQL that names what breaks it in rows `offending`. */
export type Invariant = { id: string; sentence: string; sql: string };

const FILE = join(process.cwd(), "lib/ledger/invariants.sql");
const STATEMENT = /^-- ([A-Z]\d+) (.+)\n([\s\S]*?);$/gm;

/** The list of invariants.sql, in its order. */
export const INVARIANTS: Invariant[] = [...readFileSync(FILE, "utf8").matchAll(STATEMENT)].map(
  ([, id = "", sentence = "", sql = ""]) => ({ id, sentence, sql }),
);
