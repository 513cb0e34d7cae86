import type { Tx } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";
import { sqlRows } from "@/lib/sql-rows";

export type Moment = {
  code: string;
  /** Id of a transaction; null for now. */
  before: bigint | null;
};

/**
 * Posted balances as they stood just before a transaction, many in one statement: the running balance of the account's last
 * entry until then. The transaction needs not have touched the account. Meant for accounts whose callers take turns, so that
 * their transactions are numbered in posting order.
 *
 * @returns in the order of the moments; an account that does not exist, or had no entry yet, has a balance of zero
 *
 * @example await getPostedBefore(tx, [{ code: "cash", before: 17n }]) // ["120.00"]
 */
export async function getPostedBefore(tx: Tx, moments: Moment[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ posted: bigint | null; exponent: number | null }[]>`
    SELECT a.exponent, (
        SELECT e.balance_after FROM ledger.entries e
         WHERE e.account_id = a.id AND (m.before IS NULL OR e.transaction_id < m.before)
         ORDER BY e.account_version DESC LIMIT 1) AS posted
      FROM ${sqlRows("m", { code: "text", before: "bigint" }, moments)}
      LEFT JOIN ledger.accounts a ON a.code = m.code
     ORDER BY m.place`;
  return rows.map(({ posted, exponent }) => fromMinor(posted ?? 0n, exponent ?? 2));
}
