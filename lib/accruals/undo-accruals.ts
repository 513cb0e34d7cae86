import type { Tx } from "@/lib/db";
import { sqlRows } from "@/lib/sql-rows";
import type { AccrualSubject } from "./subject";

export type UndoneAccruals = AccrualSubject & {
  /** Only what this ledger transaction had charged; absent: all that is charged. */
  chargedBy?: bigint;
  /** The ledger transaction that undid it. */
  reversal: bigint;
};

/**
 * Marks interest as undone, in one statement. The rows stay, so that every period shows what happened to it, and a later charge may
 * take them over.
 *
 * @example await undoAccruals(tx, [{ type: "loan", id: "loan_1", reversal: 42n }]) // all that is charged on the loan
 */
export async function undoAccruals(tx: Tx, undone: readonly UndoneAccruals[]): Promise<void> {
  if (undone.length === 0) return;
  await tx.$executeRaw`
    UPDATE interest_accruals a SET reversed_transaction_id = undone.reversal
      FROM ${sqlRows(
        "undone",
        { type: "text", id: "text", charged_by: "bigint", reversal: "bigint" },
        undone.map(({ type, id, chargedBy = null, reversal }) => ({
          ...{ type, id, charged_by: chargedBy, reversal },
        })),
      )}
     WHERE a.subject_type = undone.type AND a.subject_id = undone.id AND a.reversed_transaction_id IS NULL
       AND a.transaction_id = coalesce(undone.charged_by, a.transaction_id)`;
}
