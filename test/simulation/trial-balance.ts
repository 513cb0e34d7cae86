// The books at the end, with numbers in place of ids, so that two runs can be compared.
import { db } from "@/lib/db";

/** One line an account that has moved: what it is of, and what is posted and pending on it in cents. */
export async function trialBalance(): Promise<string[]> {
  const rows = await db.$queryRaw<{ line: string }[]>`
    SELECT format('%s posted %s in %s out %s',
             CASE WHEN l.id IS NOT NULL THEN 'loan ' || l.number || ':' || reverse(split_part(reverse(b.code), ':', 1))
                  WHEN i.id IS NOT NULL THEN 'investment ' || i.number || ':' || reverse(split_part(reverse(b.code), ':', 1))
                  ELSE b.code END,
             b.posted, b.pending_in, b.pending_out) AS line
      FROM ledger.account_balances b
      LEFT JOIN loans l ON l.id = split_part(b.code, ':', 4)
      LEFT JOIN investments i ON i.id = split_part(b.code, ':', 4)
     WHERE b.version > 0 ORDER BY l.number NULLS FIRST, i.number NULLS FIRST, b.code COLLATE "C"`;
  return rows.map(({ line }) => line);
}
