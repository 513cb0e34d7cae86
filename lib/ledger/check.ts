import { allowLongStatements, db } from "@/lib/db";
import { INVARIANTS, type Invariant } from "./invariants";

export type CheckRow = { id: string; sentence: string; ok: boolean; offending: string[] };

const SHOWN = 50; // ids per invariant; more than that is one fault with many symptoms
const TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Runs every invariant of the ledger on one snapshot, so that concurrent postings cannot look like faults. It only reads.
 *
 * @returns one row per invariant, in the order of the list; `offending` names at most 50 accounts, transactions or keys
 */
export function runChecks(): Promise<CheckRow[]> {
  return db.$transaction(
    async (tx) => {
      await allowLongStatements(tx);
      const rows: CheckRow[] = [];
      for (const invariant of INVARIANTS) {
        const found = await tx.$queryRawUnsafe<{ offending: string }[]>(limited(invariant));
        rows.push({
          id: invariant.id,
          sentence: invariant.sentence,
          ok: found.length === 0,
          offending: found.map(({ offending }) => offending),
        });
      }
      return rows;
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS },
  );
}

function limited({ sql }: Invariant): string {
  return `SELECT offending FROM (${sql}) AS found ORDER BY 1 LIMIT ${SHOWN}`;
}
